/** Can this node serve? */
@NullMarked
package aigateway.web.health;

import org.jspecify.annotations.NullMarked;
