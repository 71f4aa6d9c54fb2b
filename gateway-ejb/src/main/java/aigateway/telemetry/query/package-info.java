/** Which spans does somebody ask for? */
@NullMarked
package aigateway.telemetry.query;

import org.jspecify.annotations.NullMarked;
