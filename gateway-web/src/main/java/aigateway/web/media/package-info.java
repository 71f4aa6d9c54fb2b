/** What is asked of and answered by models that do not chat? */
@NullMarked
package aigateway.web.media;

import org.jspecify.annotations.NullMarked;
