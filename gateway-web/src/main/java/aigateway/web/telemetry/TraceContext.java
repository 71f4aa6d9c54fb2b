package aigateway.web.telemetry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a span is another process' parent.
 *
 * @param tracestate what tracing systems on the way have to say of that trace, passed on as it came; null when none did
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    /** What a request says of its caller's span; null when it says nothing. */
    public static @Nullable TraceContext of(HttpServletRequest http) {
        String parent = http.getHeader(PARENT);
        return parent == null ? null : new TraceContext(parent, state(http));
    }

    /** It may come in several fields, in which the order of its parts goes on. */
    private static @Nullable String state(HttpServletRequest http) {
        Enumeration<String> fields = http.getHeaders(STATE);
        return fields.hasMoreElements() ? String.join(",", Collections.list(fields)) : null;
    }

    public void writeTo(BiConsumer<String, String> headers) {
        headers.accept(PARENT, traceparent);
        if (tracestate != null) {
            headers.accept(STATE, tracestate);
        }
    }
}
