/** What is said to a vendor's account itself, and to none of its models by name? */
@NullMarked
package aigateway.web.account;

import org.jspecify.annotations.NullMarked;
