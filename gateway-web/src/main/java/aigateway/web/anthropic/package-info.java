/** How does Anthropic say what OpenAI says? */
@NullMarked
package aigateway.web.anthropic;

import org.jspecify.annotations.NullMarked;
