/** How does a document become a manifest, and where does it not? */
@NullMarked
package aigateway.manifest.document;

import org.jspecify.annotations.NullMarked;
