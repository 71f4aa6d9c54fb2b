/** How is a number, an amount or a moment written for a reader? */
@NullMarked
package aigateway.admin.format;

import org.jspecify.annotations.NullMarked;
