/** Where do spans go, and do they get there? */
@NullMarked
package aigateway.admin.otel;

import org.jspecify.annotations.NullMarked;
