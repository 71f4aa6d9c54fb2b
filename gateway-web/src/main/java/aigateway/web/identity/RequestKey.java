package aigateway.web.identity;

import aigateway.call.GatewayException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key that a request brings. Clients have it in different headers; the same key in two of them is one key. */
public final class RequestKey {

    private static final String BEARER = "Bearer ";
    private static final List<String> HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key", "x-tfy-api-key");

    private RequestKey() {}

    /**
     * @param headers the values of a header by its name; null for none
     * @return null when there is no key
     * @throws GatewayException two keys are a mistake
     */
    public static @Nullable String of(Function<String, @Nullable List<String>> headers) {
        String key = null;
        for (String value : values(headers, HttpHeaders.AUTHORIZATION)) {
            if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                key = same(key, value.substring(BEARER.length()));
            }
        }
        for (String name : HEADERS) {
            for (String value : values(headers, name)) {
                key = same(key, value);
            }
        }
        return key;
    }

    private static List<String> values(Function<String, @Nullable List<String>> headers, String name) {
        List<String> values = headers.apply(name);
        return values == null ? List.of() : values;
    }

    private static @Nullable String same(@Nullable String known, String value) {
        String key = value.strip();
        if (key.isEmpty()) {
            return known;
        }
        if (known != null && !known.equals(key)) {
            throw GatewayException.badRequest("The request has two different API keys.", null);
        }
        return key;
    }
}
