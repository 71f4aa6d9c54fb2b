/** Who is calling? */
@NullMarked
package aigateway.identity;

import org.jspecify.annotations.NullMarked;
