/** How does Gemini say what OpenAI says? */
@NullMarked
package aigateway.web.gemini;

import org.jspecify.annotations.NullMarked;
