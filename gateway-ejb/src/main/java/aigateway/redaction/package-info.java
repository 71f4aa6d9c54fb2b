/** What must nobody read who may read the rest? */
@NullMarked
package aigateway.redaction;

import org.jspecify.annotations.NullMarked;
