/** How is a client answered in its own dialect? */
@NullMarked
package aigateway.web.dialect;

import org.jspecify.annotations.NullMarked;
