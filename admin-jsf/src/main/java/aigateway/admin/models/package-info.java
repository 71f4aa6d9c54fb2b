/** Which models are there, where are they, and what do they cost? */
@NullMarked
package aigateway.admin.models;

import org.jspecify.annotations.NullMarked;
