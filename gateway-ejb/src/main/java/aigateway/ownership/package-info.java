/** Whose is what lies with a vendor? */
@NullMarked
package aigateway.ownership;

import org.jspecify.annotations.NullMarked;
