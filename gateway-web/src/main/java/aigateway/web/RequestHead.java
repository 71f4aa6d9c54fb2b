package aigateway.web;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    private static final String TRANSFER_ENCODING = "Transfer-Encoding";

    static final int LONGEST_VALUE = 32 * 1024;

    private static final Set<String> KEYS =
            Set.of("authorization", "x-api-key", "x-goog-api-key", "api-key", "x-tfy-api-key");

    @Override
    public void filter(ContainerRequestContext request) {
        checkPath(request.getUriInfo().getPath(false));
        check(request.getHeaders());
    }

    /** No name has a NUL, and PostgreSQL does not even look for one. */
    static void checkPath(String encoded) {
        if (encoded.contains("%00")) {
            throw GatewayException.badRequest("The address must not have the character U+0000.", null);
        }
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

    /** @throws GatewayException one of them is refused */
    public static void check(HttpServletRequest request) {
        checkEnds(request.getHeader(TRANSFER_ENCODING), request.getHeader(HttpHeaders.CONTENT_LENGTH));
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            checkName(name);
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                check(name, values.nextElement());
            }
        }
    }

    static void check(MultivaluedMap<String, String> headers) {
        checkEnds(headers.getFirst(TRANSFER_ENCODING), headers.getFirst(HttpHeaders.CONTENT_LENGTH));
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            checkName(header.getKey());
            for (String value : header.getValue()) {
                check(header.getKey(), value);
            }
        }
    }

    private static void checkEnds(@Nullable String encoding, @Nullable String length) {
        if (encoding != null && length != null) {
            throw contradicting();
        }
    }

    private static void checkName(String name) {
        if (!isPrintable(name, '!')) {
            throw GatewayException.badRequest("The name of a header has a space or an unprintable character.", null);
        }
    }

    private static void check(String name, String value) {
        boolean tooLong = value.length() > LONGEST_VALUE;
        if (!tooLong && isPrintable(value.replace('\t', ' '), ' ') || KEYS.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (tooLong) {
            throw new GatewayException(
                    ErrorType.HEADER_TOO_LARGE,
                    "The header '" + name + "' is longer than " + LONGEST_VALUE + " characters.",
                    name,
                    Map.of(),
                    null);
        }
        throw GatewayException.badRequest(
                "The header '" + name
                        + "' has characters that are not of ASCII, or not printable. In JSON write them as"
                        + " \\u escapes.",
                name);
    }

    /** Servers differ in what they make of any other character. */
    private static boolean isPrintable(String text, char first) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
