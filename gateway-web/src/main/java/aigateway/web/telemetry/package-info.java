/** What is told about a request, and how does it leave without the request waiting? */
@NullMarked
package aigateway.web.telemetry;

import org.jspecify.annotations.NullMarked;
