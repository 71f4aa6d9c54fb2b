/** What does the gateway talk to while it is being tested? */
@NullMarked
package aigateway.it.peer;

import org.jspecify.annotations.NullMarked;
