/** How is a backend spoken to? */
@NullMarked
package aigateway.otlp.backend;

import org.jspecify.annotations.NullMarked;
