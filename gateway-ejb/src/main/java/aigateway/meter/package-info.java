/** What has gone through this process, for whoever measures it? */
@NullMarked
package aigateway.meter;

import org.jspecify.annotations.NullMarked;
