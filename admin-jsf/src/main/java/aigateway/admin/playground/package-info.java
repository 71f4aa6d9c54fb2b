/** How does a person try a model? */
@NullMarked
package aigateway.admin.playground;

import org.jspecify.annotations.NullMarked;
