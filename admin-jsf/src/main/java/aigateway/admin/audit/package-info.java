/** How does a person read the audit trail? */
@NullMarked
package aigateway.admin.audit;

import org.jspecify.annotations.NullMarked;
