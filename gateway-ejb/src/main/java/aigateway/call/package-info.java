/** What is asked, and how did it go? */
@NullMarked
package aigateway.call;

import org.jspecify.annotations.NullMarked;
