/** What does it cost? */
@NullMarked
package aigateway.price;

import org.jspecify.annotations.NullMarked;
