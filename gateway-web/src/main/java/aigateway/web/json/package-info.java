/** How is JSON read and written? */
@NullMarked
package aigateway.web.json;

import org.jspecify.annotations.NullMarked;
