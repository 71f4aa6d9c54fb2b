/** What do the spans add up to, for a backend of metrics? */
@NullMarked
package aigateway.otlp.metrics;

import org.jspecify.annotations.NullMarked;
