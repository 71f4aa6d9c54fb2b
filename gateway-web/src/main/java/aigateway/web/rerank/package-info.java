/** Which documents fit a query? */
@NullMarked
package aigateway.web.rerank;

import org.jspecify.annotations.NullMarked;
