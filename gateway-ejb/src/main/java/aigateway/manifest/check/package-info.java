/** What is wrong with manifests beside each other? */
@NullMarked
package aigateway.manifest.check;

import org.jspecify.annotations.NullMarked;
