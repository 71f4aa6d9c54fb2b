/** How does Cohere say what OpenAI says? */
@NullMarked
package aigateway.web.cohere;

import org.jspecify.annotations.NullMarked;
