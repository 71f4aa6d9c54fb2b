/** How does each backend want to read a span? */
@NullMarked
package aigateway.otlp.profile;

import org.jspecify.annotations.NullMarked;
