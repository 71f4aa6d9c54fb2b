/** How is a vendor reached? */
@NullMarked
package aigateway.web.provider;

import org.jspecify.annotations.NullMarked;
