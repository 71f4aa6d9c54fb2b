/** How are texts embedded? */
@NullMarked
package aigateway.web.embedding;

import org.jspecify.annotations.NullMarked;
