/** Does the console do what a person at a browser expects? */
@NullMarked
package aigateway.it.console;

import org.jspecify.annotations.NullMarked;
