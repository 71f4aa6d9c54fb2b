/** How much has gone through, for Prometheus? */
@NullMarked
package aigateway.web.metrics;

import org.jspecify.annotations.NullMarked;
