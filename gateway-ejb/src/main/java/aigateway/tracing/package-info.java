/** Who may read and write which spans, and how long are they kept? */
@NullMarked
package aigateway.tracing;

import org.jspecify.annotations.NullMarked;
