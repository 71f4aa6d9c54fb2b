/** How does a client of Gemini's reach every model? */
@NullMarked
package aigateway.web.generate;

import org.jspecify.annotations.NullMarked;
