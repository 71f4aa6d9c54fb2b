/** Is the client still there that waits for its answer? */
@NullMarked
package aigateway.web.presence;

import org.jspecify.annotations.NullMarked;
