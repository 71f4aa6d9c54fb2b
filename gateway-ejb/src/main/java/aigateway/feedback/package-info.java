/** What do people think of the answers? */
@NullMarked
package aigateway.feedback;

import org.jspecify.annotations.NullMarked;
