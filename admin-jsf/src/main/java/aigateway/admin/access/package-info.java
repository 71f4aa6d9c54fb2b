/** Who may call, and with which keys? */
@NullMarked
package aigateway.admin.access;

import org.jspecify.annotations.NullMarked;
