/** How does Bedrock say what OpenAI says? */
@NullMarked
package aigateway.web.bedrock;

import org.jspecify.annotations.NullMarked;
