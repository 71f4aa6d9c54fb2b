/** Where is everything kept, and is it there yet? */
@NullMarked
package aigateway.store;

import org.jspecify.annotations.NullMarked;
