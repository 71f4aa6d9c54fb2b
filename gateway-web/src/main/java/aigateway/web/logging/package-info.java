/** What is told of a request, and where does it go? */
@NullMarked
package aigateway.web.logging;

import org.jspecify.annotations.NullMarked;
