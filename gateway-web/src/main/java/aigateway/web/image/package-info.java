/** How are pictures made? */
@NullMarked
package aigateway.web.image;

import org.jspecify.annotations.NullMarked;
