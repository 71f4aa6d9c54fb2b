/** What is on its way to which backend, what was given up, and what becomes of it? */
@NullMarked
package aigateway.delivery;

import org.jspecify.annotations.NullMarked;
