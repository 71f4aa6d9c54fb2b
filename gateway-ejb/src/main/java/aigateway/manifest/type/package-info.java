/** What may a manifest say? */
@NullMarked
package aigateway.manifest.type;

import org.jspecify.annotations.NullMarked;
