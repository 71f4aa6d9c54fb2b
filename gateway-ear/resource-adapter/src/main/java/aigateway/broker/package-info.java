/** Which broker carries the spans? */
@NullMarked
package aigateway.broker;

import org.jspecify.annotations.NullMarked;
