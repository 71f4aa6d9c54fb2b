/** How does a person change what the operators decided? */
@NullMarked
package aigateway.admin.manifest;

import org.jspecify.annotations.NullMarked;
