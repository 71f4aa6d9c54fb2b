/** What must a server find before it can start the application? */
@NullMarked
package aigateway.platform;

import org.jspecify.annotations.NullMarked;
