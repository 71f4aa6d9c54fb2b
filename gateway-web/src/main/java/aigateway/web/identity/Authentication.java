package aigateway.web.identity;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Callers;
import aigateway.web.call.RequestCaller;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a key into a caller, and keeps it with the request. */
public final class Authentication {

    private static final Map<String, String> CHALLENGE =
            Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"ai-gateway\"");

    private Authentication() {}

    /**
     * @param headers the values of a header by its name; null for none
     * @param properties takes what the request keeps
     * @throws GatewayException nobody is known by such a key
     */
    public static Caller of(
            Function<String, @Nullable List<String>> headers, BiConsumer<String, Object> properties, Callers callers) {
        long began = System.nanoTime();
        String key = RequestKey.of(headers);
        Caller caller = key == null ? null : callers.authenticate(key).orElse(null);
        if (caller == null) {
            throw unauthenticated();
        }
        properties.accept(RequestCaller.PROPERTY, caller);
        properties.accept(RequestCaller.TOOK_NANOS, System.nanoTime() - began);
        return caller;
    }

    /** One answer for no key, an unknown, expired, revoked and forged one: it tells nothing. */
    static GatewayException unauthenticated() {
        return new GatewayException(
                ErrorType.UNAUTHENTICATED, "The API key is missing or not valid.", null, CHALLENGE, null);
    }
}
