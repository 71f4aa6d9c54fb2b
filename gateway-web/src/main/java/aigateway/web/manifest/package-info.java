/** How do operators change the gateway over HTTP? */
@NullMarked
package aigateway.web.manifest;

import org.jspecify.annotations.NullMarked;
