/** Is a text harmful? */
@NullMarked
package aigateway.web.moderation;

import org.jspecify.annotations.NullMarked;
