package aigateway.web;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Refuses what servers let through. A length and chunks together are read in one way by some and in another by others,
 * which is how a request is hidden in another's body. Headers are bounded here and not by the server, whose refusal would
 * say nothing; a key of any length goes on to be the refusal of every bad key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length">RFC 9112, 6.3</a>
 */
@Provider
@PreMatching
@Priority(0)
public class RequestHead implements ContainerRequestFilter {

    static final int LONGEST_VALUE = 32 * 1024;

    private static final Set<String> KEYS =
            Set.of("authorization", "x-api-key", "x-goog-api-key", "api-key", "x-tfy-api-key");

    @Override
    public void filter(ContainerRequestContext request) {
        check(request.getHeaders());
    }

    private static GatewayException contradicting() {
        // Nobody knows where the next request on this connection begins.
        return new GatewayException(
                ErrorType.BAD_REQUEST,
                "The request has both Content-Length and Transfer-Encoding.",
                "Content-Length",
                Map.of("Connection", "close"),
                null);
    }

    static void check(MultivaluedMap<String, String> headers) {
        if (headers.getFirst("Transfer-Encoding") != null && headers.getFirst(HttpHeaders.CONTENT_LENGTH) != null) {
            throw contradicting();
        }
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                if (value.length() > LONGEST_VALUE
                        && !KEYS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    throw new GatewayException(
                            ErrorType.HEADER_TOO_LARGE,
                            "The header '" + header.getKey() + "' is longer than " + LONGEST_VALUE + " characters.",
                            header.getKey(),
                            Map.of(),
                            null);
                }
            }
        }
    }
}
