/** What happened to one request, and to all of them? */
@NullMarked
package aigateway.admin.traces;

import org.jspecify.annotations.NullMarked;
