/** How does a node stop that is in the middle of its work? */
@NullMarked
package aigateway.web.closing;

import org.jspecify.annotations.NullMarked;
