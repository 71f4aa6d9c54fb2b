/** What has been told of requests? */
@NullMarked
package aigateway.web.spans;

import org.jspecify.annotations.NullMarked;
