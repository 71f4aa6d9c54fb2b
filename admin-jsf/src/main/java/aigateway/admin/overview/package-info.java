/** How does the gateway do, and what is wrong now? */
@NullMarked
package aigateway.admin.overview;

import org.jspecify.annotations.NullMarked;
