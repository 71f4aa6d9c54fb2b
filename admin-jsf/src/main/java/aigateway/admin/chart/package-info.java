/** How does a row of figures become a picture? */
@NullMarked
package aigateway.admin.chart;

import org.jspecify.annotations.NullMarked;
