/** Does the packaged application do what it promises, seen through its ports? */
@NullMarked
package aigateway.it;

import org.jspecify.annotations.NullMarked;
