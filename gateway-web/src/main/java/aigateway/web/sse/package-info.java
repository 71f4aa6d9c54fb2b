/** Where does one server-sent event end? */
@NullMarked
package aigateway.web.sse;

import org.jspecify.annotations.NullMarked;
