/** Who did what, and who was turned away? */
@NullMarked
package aigateway.audit;

import org.jspecify.annotations.NullMarked;
