/** How does a client of Anthropic's reach every model? */
@NullMarked
package aigateway.web.messages;

import org.jspecify.annotations.NullMarked;
