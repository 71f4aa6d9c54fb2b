package aigateway.web.identity;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Callers;
import aigateway.web.call.RequestCaller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a key into a caller. Clients bring their key in different headers; the same key in two of them is one key, two
 * keys are a mistake.
 */
final class CallerFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key", "x-tfy-api-key");
    private static final Map<String, String> CHALLENGE =
            Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"ai-gateway\"");

    private final Callers callers;

    CallerFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String key = key(request.getHeaders());
        Caller caller = key == null ? null : callers.authenticate(key).orElse(null);
        if (caller == null) {
            throw unauthenticated();
        }
        request.setProperty(RequestCaller.PROPERTY, caller);
        request.setSecurityContext(
                new CallerSecurity(caller, request.getSecurityContext().isSecure()));
    }

    /** One answer for no key, an unknown, expired, revoked and forged one: it tells nothing. */
    static GatewayException unauthenticated() {
        return new GatewayException(
                ErrorType.UNAUTHENTICATED, "The API key is missing or not valid.", null, CHALLENGE, null);
    }

    static @Nullable String key(MultivaluedMap<String, String> headers) {
        String key = null;
        List<String> authorizations = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorizations != null) {
            for (String value : authorizations) {
                if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                    key = same(key, value.substring(BEARER.length()));
                }
            }
        }
        for (String name : KEY_HEADERS) {
            List<String> values = headers.get(name);
            if (values != null) {
                for (String value : values) {
                    key = same(key, value);
                }
            }
        }
        return key;
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
