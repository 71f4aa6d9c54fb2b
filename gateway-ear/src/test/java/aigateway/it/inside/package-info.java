/** Do the parts that live by the server's transactions and pools keep their promises, seen from inside the server? */
@NullMarked
package aigateway.it.inside;

import org.jspecify.annotations.NullMarked;
