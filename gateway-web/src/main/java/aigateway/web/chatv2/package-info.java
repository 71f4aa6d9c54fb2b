/** Where does a client of Cohere's second chat ask? */
@NullMarked
package aigateway.web.chatv2;

import org.jspecify.annotations.NullMarked;
