/** What is asked and answered in OpenAI's Responses? */
@NullMarked
package aigateway.web.responses;

import org.jspecify.annotations.NullMarked;
