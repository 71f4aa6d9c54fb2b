/** What is asked and answered in OpenAI's completions, of the time before there were chats? */
@NullMarked
package aigateway.web.completions;

import org.jspecify.annotations.NullMarked;
