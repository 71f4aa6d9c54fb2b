/** How often? */
@NullMarked
package aigateway.ratelimit;

import org.jspecify.annotations.NullMarked;
