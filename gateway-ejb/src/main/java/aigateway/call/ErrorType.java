package aigateway.call;

import java.util.Arrays;

/**
 * Every way a request can fail, one row each: what the client's HTTP status, OpenAI error type, JSON-RPC code and the
 * span's {@code error.type} say.
 */
public enum ErrorType {
    BAD_REQUEST(400, "invalid_request_error", -32600),
    UNAUTHENTICATED(401, "authentication_error", -32001),
    FORBIDDEN(403, "permission_error", -32003),
    MODEL_NOT_FOUND(404, "model_not_found", -32004),
    NOT_FOUND(404, "not_found_error", -32601),
    METHOD_NOT_ALLOWED(405, "invalid_request_error", -32601),
    FIRST_TOKEN_TIMEOUT(408, "first_token_timeout", -32008),
    REQUEST_TIMEOUT(408, "invalid_request_error", -32600),
    CONFLICT(409, "conflict_error", -32009),
    BODY_TOO_LARGE(413, "request_too_large", -32600),
    UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", -32600),
    RATE_LIMITED(429, "rate_limit_exceeded", -32029),
    BUDGET_EXCEEDED(429, "budget_exceeded", -32030),
    HEADER_TOO_LARGE(431, "invalid_request_error", -32600),
    CLIENT_CLOSED(499, "client_closed_request", -32099),
    INTERNAL(500, "internal_error", -32603),
    UPSTREAM_REFUSED(502, "upstream_error", -32050),
    UPSTREAM_UNREACHABLE(502, "upstream_unreachable", -32051),
    UPSTREAM_BROKEN(502, "upstream_stream_broken", -32052),
    UNAVAILABLE(503, "service_unavailable", -32053),
    UPSTREAM_TIMEOUT(504, "upstream_timeout", -32054);

    private final int status;
    private final String type;
    private final int jsonRpcCode;

    ErrorType(int status, String type, int jsonRpcCode) {
        this.status = status;
        this.type = type;
        this.jsonRpcCode = jsonRpcCode;
    }

    /** Whether it is a provider that fails or does not answer, rather than the gateway that refuses or the caller that goes. */
    public boolean isOfUpstream() {
        return switch (this) {
            case FIRST_TOKEN_TIMEOUT, UPSTREAM_REFUSED, UPSTREAM_UNREACHABLE, UPSTREAM_BROKEN, UPSTREAM_TIMEOUT -> true;
            default -> false;
        };
    }

    /** The same of a span's {@code error.type}; a word that is none of these is not of the upstream. */
    public static boolean isOfUpstream(String type) {
        return Arrays.stream(values()).anyMatch(it -> it.isOfUpstream() && it.type.equals(type));
    }

    public int status() {
        return status;
    }

    /** OpenAI's {@code error.type}, and the span's {@code error.type}. */
    public String type() {
        return type;
    }

    public int jsonRpcCode() {
        return jsonRpcCode;
    }
}
