/** Which addresses may the gateway call? */
@NullMarked
package aigateway.outbound;

import org.jspecify.annotations.NullMarked;
