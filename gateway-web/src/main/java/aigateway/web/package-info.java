/** What does a client of the gateway see? */
@NullMarked
package aigateway.web;

import org.jspecify.annotations.NullMarked;
