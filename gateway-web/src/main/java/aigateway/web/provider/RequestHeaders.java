package aigateway.web.provider;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.routing.Target;
import aigateway.web.telemetry.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a request to a vendor: the gateway's, the account's over them, the target's over both. */
public final class RequestHeaders {

    private final boolean stream;
    private final Map<String, String> own = new LinkedHashMap<>();

    public RequestHeaders(boolean stream, TraceContext context) {
        this.stream = stream;
        own.put("Accept", stream ? "text/event-stream" : "application/json");
        // Without it a vendor may choose: bytes that pass as they are must be ones that can be read.
        own.put("Accept-Encoding", "identity");
        own.put("User-Agent", "ai-gateway");
        context.writeTo(own::put);
    }

    public boolean isStream() {
        return stream;
    }

    public RequestHeaders set(String name, String value) {
        own.put(name, value);
        return this;
    }

    /** Shows the account's key, when it has one. */
    public RequestHeaders key(String name, String prefix, Target target) {
        String key = key(target);
        return key == null ? this : set(name, prefix + key);
    }

    private static @Nullable String key(Target target) {
        AuthData auth = target.account().authData();
        return auth == null || auth.apiKey() == null ? null : auth.apiKey().value();
    }

    public Map<String, String> of(Target target) {
        HeadersOverride route = target.headers();
        if (target.account().headers().isEmpty() && (route == null || route.isEmpty())) {
            return own;
        }
        Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(own);
        target.account().headers().forEach((name, secret) -> merged.put(name, secret.value()));
        if (route != null) {
            route.set().forEach((name, secret) -> merged.put(name, secret.value()));
            route.remove().forEach(merged::remove);
        }
        return merged;
    }
}
