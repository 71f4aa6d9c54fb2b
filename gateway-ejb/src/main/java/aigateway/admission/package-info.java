/** May it proceed, and what will it owe? */
@NullMarked
package aigateway.admission;

import org.jspecify.annotations.NullMarked;
