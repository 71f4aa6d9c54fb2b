/** What do OpenAI's bytes say that the gateway acts on? */
@NullMarked
package aigateway.web.openai;

import org.jspecify.annotations.NullMarked;
