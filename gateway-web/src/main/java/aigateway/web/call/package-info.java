/** How is a failure told to the client? */
@NullMarked
package aigateway.web.call;

import org.jspecify.annotations.NullMarked;
