/** How does an answer reach a client that may be slow? */
@NullMarked
package aigateway.web.response;

import org.jspecify.annotations.NullMarked;
