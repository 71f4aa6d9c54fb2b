/** Where to? */
@NullMarked
package aigateway.routing;

import org.jspecify.annotations.NullMarked;
