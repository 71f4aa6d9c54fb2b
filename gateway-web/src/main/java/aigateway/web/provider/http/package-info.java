/** How do bytes go to an upstream and come back? */
@NullMarked
package aigateway.web.provider.http;

import org.jspecify.annotations.NullMarked;
