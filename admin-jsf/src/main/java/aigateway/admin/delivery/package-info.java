/** Does what was published reach the store and the backends, and what becomes of the rest? */
@NullMarked
package aigateway.admin.delivery;

import org.jspecify.annotations.NullMarked;
