/** Which server runs the application while we look at it from outside? */
@NullMarked
package aigateway.it.server;

import org.jspecify.annotations.NullMarked;
