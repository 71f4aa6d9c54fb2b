/** Who looks at the console, and what may they see? */
@NullMarked
package aigateway.admin.session;

import org.jspecify.annotations.NullMarked;
