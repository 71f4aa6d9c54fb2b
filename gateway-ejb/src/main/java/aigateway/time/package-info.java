/** What time is it? */
@NullMarked
package aigateway.time;

import org.jspecify.annotations.NullMarked;
