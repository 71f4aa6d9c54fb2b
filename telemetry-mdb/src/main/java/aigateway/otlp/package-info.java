/** How does a span reach whoever wants to see it? */
@NullMarked
package aigateway.otlp;

import org.jspecify.annotations.NullMarked;
