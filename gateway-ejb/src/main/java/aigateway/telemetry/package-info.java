/** What happened, and where can it be found? */
@NullMarked
package aigateway.telemetry;

import org.jspecify.annotations.NullMarked;
