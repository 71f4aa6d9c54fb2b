/** How does a server learn who signed in to the console? */
@NullMarked
package aigateway.platform.signin;

import org.jspecify.annotations.NullMarked;
