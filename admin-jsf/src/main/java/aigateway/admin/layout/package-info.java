/** Where can one go from here? */
@NullMarked
package aigateway.admin.layout;

import org.jspecify.annotations.NullMarked;
