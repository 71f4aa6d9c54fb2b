/** Where do requests go, and why? */
@NullMarked
package aigateway.admin.routing;

import org.jspecify.annotations.NullMarked;
