package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose protocol a client speaks, and how a failure sounds in it. */
public enum Dialect {
    /** {@code {"error":{"message","type","param","code"}}}, all four keys. */
    OPENAI {
        @Override
        public byte[] error(int status, String message, String type, @Nullable String param, @Nullable String code) {
            return Errors.openAi(message, type, param, code);
        }
    },

    /** OpenAI's Responses, which fail as its chat does. */
    OPENAI_RESPONSES {
        @Override
        public byte[] error(int status, String message, String type, @Nullable String param, @Nullable String code) {
            return OPENAI.error(status, message, type, param, code);
        }
    },

    /** OpenAI's completions of prompts, which fail as its chat does. */
    OPENAI_COMPLETIONS {
        @Override
        public byte[] error(int status, String message, String type, @Nullable String param, @Nullable String code) {
            return OPENAI.error(status, message, type, param, code);
        }
    },

    /**
     * {@code {"type":"error","error":{"type","message"}}}.
     *
     * @see <a href="https://docs.anthropic.com/en/api/errors">Anthropic: errors</a>
     */
    ANTHROPIC {
        @Override
        public byte[] error(int status, String message, String type, @Nullable String param, @Nullable String code) {
            return json(json -> {
                json.writeStringField("type", "error");
                json.writeObjectFieldStart("error");
                json.writeStringField("type", ANTHROPICS.contains(type) ? type : anthropicType(status));
                json.writeStringField("message", message);
                json.writeEndObject();
            });
        }
    },

    /**
     * {@code {"error":{"code","message","status"}}}.
     *
     * @see <a href="https://cloud.google.com/apis/design/errors">Google: errors</a>
     */
    GEMINI {
        /**
         * Google's client for Python takes a comment for JSON, and forgets a turn that has no content, or an empty one. A
         * thought is shown to nobody who has not asked for thoughts, and not taken for something said when it comes back.
         */
        @Override
        public byte[] signOfLife() {
            return ("data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\" \",\"thought\":true}]},\"index\":0}]}"
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] error(int status, String message, String type, @Nullable String param, @Nullable String code) {
            return json(json -> {
                json.writeObjectFieldStart("error");
                json.writeNumberField("code", status);
                json.writeStringField("message", message);
                json.writeStringField("status", GOOGLES.contains(type) ? type : googleStatus(status));
                json.writeEndObject();
            });
        }
    },

    /**
     * {@code {"message"}}.
     *
     * @see <a href="https://docs.cohere.com/reference/errors">Cohere: errors</a>
     */
    COHERE {
        @Override
        public byte[] error(int status, String message, String type, @Nullable String param, @Nullable String code) {
            return json(json -> json.writeStringField("message", message));
        }
    };

    private static final JsonFactory JSON = new JsonFactory();

    /** Anthropic's own words, but for the one that OpenAI uses for a wrong key as well. */
    private static final Set<String> ANTHROPICS = Set.of(
            "api_error",
            "authentication_error",
            "billing_error",
            "not_found_error",
            "overloaded_error",
            "permission_error",
            "rate_limit_error",
            "request_too_large",
            "timeout_error");

    /** Google's own words, of which one status of HTTP stands for several. */
    private static final Set<String> GOOGLES = Set.of(
            "ABORTED",
            "ALREADY_EXISTS",
            "CANCELLED",
            "DATA_LOSS",
            "DEADLINE_EXCEEDED",
            "FAILED_PRECONDITION",
            "INTERNAL",
            "INVALID_ARGUMENT",
            "NOT_FOUND",
            "OUT_OF_RANGE",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "UNAUTHENTICATED",
            "UNAVAILABLE",
            "UNIMPLEMENTED");

    /**
     * @param status what the answer's head says, or would have said
     * @param type as whoever failed names it; a dialect that has such a word keeps it, others go by the status
     */
    public abstract byte[] error(
            int status, String message, String type, @Nullable String param, @Nullable String code);

    /** A whole event that says nothing, so that nobody takes a stream for dead. */
    public byte[] signOfLife() {
        return ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] error(Failure failure) {
        return error(failure.status(), failure.message(), failure.type(), failure.param(), failure.code());
    }

    public byte[] error(ErrorType type, String message, @Nullable String param) {
        return error(type.status(), message, type.type(), param, type.type());
    }

    public byte[] error(GatewayException failure) {
        return error(failure.type(), failure.getMessage(), failure.param());
    }

    /** The dialect that an address belongs to, whatever stands before and after. */
    public static Dialect of(String path) {
        if (path.endsWith("/messages") || path.endsWith("/messages/count_tokens")) {
            return ANTHROPIC;
        }
        if (path.endsWith("/v2/chat") || path.endsWith("/v2/embed")) {
            return COHERE;
        }
        return path.contains("/v1beta/") ? GEMINI : OPENAI;
    }

    private static String anthropicType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static String googleStatus(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 502, 503 -> "UNAVAILABLE";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] json(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
