/** Who has spent what? */
@NullMarked
package aigateway.web.budget;

import org.jspecify.annotations.NullMarked;
