package aigateway.otlp.backend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.hc.core5.http.ContentType;

/** The two ways in which OTLP travels over HTTP. */
enum Encoding {
    PROTO("application/x-protobuf") {
        @Override
        void write(Message request, OutputStream to) throws IOException {
            request.writeTo(to);
        }
    },
    JSON("application/json") {
        @Override
        void write(Message request, OutputStream to) throws IOException {
            OtlpJson.write(request, to);
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

    @SuppressWarnings("ImmutableEnumChecker") // it is immutable, and does not say so
    private final ContentType type;

    Encoding(String type) {
        this.type = ContentType.create(type);
    }

    /** @param name as manifests write it */
    static Encoding named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    ContentType type() {
        return type;
    }

    abstract void write(Message request, OutputStream to) throws IOException;

    /**
     * What the body of a success says, by the type the backend gives it. Some answer with something else: they have taken
     * everything.
     */
    static Answer.Accepted accepted(byte[] body, String type) {
        return isJson(type) ? acceptedJson(body) : acceptedProto(body);
    }

    /** What the body of a failure says to people; empty when it is none of the two. */
    static String complaint(byte[] body, String type) {
        if (isJson(type)) {
            return tree(body).path("message").asText("");
        }
        return type.contains("protobuf") ? RpcStatus.parse(body).message() : "";
    }

    /** The answers to all signals have one shape on the wire. */
    static Answer.Accepted acceptedProto(byte[] body) {
        try {
            ExportTracePartialSuccess partial =
                    ExportTraceServiceResponse.parseFrom(body).getPartialSuccess();
            return new Answer.Accepted(Math.max(0, partial.getRejectedSpans()), partial.getErrorMessage());
        } catch (InvalidProtocolBufferException e) {
            return Answer.Accepted.EVERYTHING;
        }
    }

    private static Answer.Accepted acceptedJson(byte[] body) {
        JsonNode partial = tree(body).path("partialSuccess");
        JsonNode rejected =
                partial.has("rejectedSpans") ? partial.get("rejectedSpans") : partial.path("rejectedDataPoints");
        // 64-bit numbers are texts in OTLP's JSON; some write numbers.
        return new Answer.Accepted(
                Math.max(0, rejected.asLong()), partial.path("errorMessage").asText(""));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }

    private static boolean isJson(String type) {
        return type.contains("json");
    }
}
