/** How does each vendor talk? */
@NullMarked
package aigateway.web.provider.vendor;

import org.jspecify.annotations.NullMarked;
