/** What did the operators decide? */
@NullMarked
package aigateway.manifest;

import org.jspecify.annotations.NullMarked;
