/** What do applications tell of themselves? */
@NullMarked
package aigateway.web.ingest;

import org.jspecify.annotations.NullMarked;
