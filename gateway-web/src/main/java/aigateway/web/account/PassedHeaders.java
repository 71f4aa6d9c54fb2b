package aigateway.web.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a client's headers and query a vendor gets: nothing that is the gateway's, the connection's or a credential. */
final class PassedHeaders {

    private static final Set<String> KEPT_BACK = Set.of(
            "authorization",
            "x-api-key",
            "x-goog-api-key",
            "api-key",
            "cookie",
            "host",
            "connection",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "content-length",
            "content-type",
            "accept-encoding",
            "user-agent",
            "traceparent",
            "tracestate",
            "baggage",
            "forwarded",
            "via",
            "x-real-ip",
            "origin",
            "referer");

    private static final Set<String> OWN_PREFIXES = Set.of("x-tfy-", "x-forwarded-", "x-amz-", "sec-", "proxy-");

    private PassedHeaders() {}

    /** By name in lower case. */
    static Map<String, String> of(HttpServletRequest http) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(http.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!KEPT_BACK.contains(lower) && OWN_PREFIXES.stream().noneMatch(lower::startsWith)) {
                headers.put(lower, String.join(", ", Collections.list(http.getHeaders(name))));
            }
        }
        return headers;
    }

    /** Some clients show their key there. */
    static @Nullable String query(@Nullable String query) {
        return query == null
                ? null
                : Arrays.stream(query.split("&"))
                        .filter(part -> !part.startsWith("key=") && !part.startsWith("access_token="))
                        .collect(Collectors.joining("&"));
    }
}
