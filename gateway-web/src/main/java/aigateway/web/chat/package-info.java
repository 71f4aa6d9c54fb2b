/** How does a chat completion live? */
@NullMarked
package aigateway.web.chat;

import org.jspecify.annotations.NullMarked;
