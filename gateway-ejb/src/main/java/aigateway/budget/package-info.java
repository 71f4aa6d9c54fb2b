/** How much money? */
@NullMarked
package aigateway.budget;

import org.jspecify.annotations.NullMarked;
