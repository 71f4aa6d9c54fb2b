/** Where does Mistral differ from OpenAI? */
@NullMarked
package aigateway.web.mistral;

import org.jspecify.annotations.NullMarked;
