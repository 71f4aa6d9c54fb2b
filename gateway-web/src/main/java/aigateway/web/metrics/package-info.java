/** How much has gone through, for Prometheus, where the server does not say? */
@NullMarked
package aigateway.web.metrics;

import org.jspecify.annotations.NullMarked;
