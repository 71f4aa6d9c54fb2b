/** Is there anything that would keep the server from starting? */
@NullMarked
package aigateway.launch;

import org.jspecify.annotations.NullMarked;
