/** What time is it, and when is something done again? */
@NullMarked
package aigateway.time;

import org.jspecify.annotations.NullMarked;
