/** Who is calling, and is this address for them? */
@NullMarked
package aigateway.web.identity;

import org.jspecify.annotations.NullMarked;
