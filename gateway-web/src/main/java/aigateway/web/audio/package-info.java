/** How is speech made and understood? */
@NullMarked
package aigateway.web.audio;

import org.jspecify.annotations.NullMarked;
