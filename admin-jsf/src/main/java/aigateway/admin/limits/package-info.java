/** How much may be used, and how much is? */
@NullMarked
package aigateway.admin.limits;

import org.jspecify.annotations.NullMarked;
