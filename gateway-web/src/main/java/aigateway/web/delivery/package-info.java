/** How do spans fare on their way to the backends, and what becomes of those given up? */
@NullMarked
package aigateway.web.delivery;

import org.jspecify.annotations.NullMarked;
