package aigateway.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure whose message is written for the client. The cause is for the log and is never sent. */
public class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorType type;
    private final @Nullable String param;
    private final transient Map<String, String> headers;

    public GatewayException(ErrorType type, String message) {
        this(type, message, null, Map.of(), null);
    }

    /**
     * @param param the request field at fault
     * @param headers response headers that belong to this failure, {@code Retry-After} for one
     */
    public GatewayException(
            ErrorType type,
            String message,
            @Nullable String param,
            Map<String, String> headers,
            @Nullable Throwable cause) {
        // A refusal is an everyday answer: no stack trace is filled in unless something broke.
        super(message, cause, false, type == ErrorType.INTERNAL);
        this.type = type;
        this.param = param;
        this.headers = Map.copyOf(headers);
    }

    public static GatewayException badRequest(String message, @Nullable String param) {
        return new GatewayException(ErrorType.BAD_REQUEST, message, param, Map.of(), null);
    }

    /** The same failure with other response headers. */
    public GatewayException with(Map<String, String> newHeaders) {
        return new GatewayException(type, getMessage(), param, newHeaders, getCause());
    }

    public ErrorType type() {
        return type;
    }

    public @Nullable String param() {
        return param;
    }

    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
