/** Which models may this key use? */
@NullMarked
package aigateway.web.model;

import org.jspecify.annotations.NullMarked;
