package aigateway.web.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP in one of its two encodings: what comes in one is answered in it. */
enum Encoding {
    PROTOBUF("application/x-protobuf") {
        @Override
        byte[] toProtobuf(byte[] body, Signal signal) {
            return body;
        }

        @Override
        byte[] body(Outcome outcome, Signal signal) {
            return outcome.protobuf();
        }

        @Override
        byte[] body(RefusedException refused) {
            return refused.status();
        }
    },
    JSON("application/json") {
        @Override
        byte[] toProtobuf(byte[] body, Signal signal) {
            return OtlpJsonReader.read(body, signal.request());
        }

        @Override
        byte[] body(Outcome outcome, Signal signal) {
            return written(json -> {
                if (outcome.isPartial()) {
                    json.writeObjectFieldStart("partialSuccess");
                    json.writeStringField(signal.rejected(), Long.toString(outcome.rejected()));
                    json.writeStringField("errorMessage", outcome.message());
                    json.writeEndObject();
                }
            });
        }

        @Override
        byte[] body(RefusedException refused) {
            return written(json -> {
                json.writeNumberField("code", refused.reason().code());
                json.writeStringField("message", refused.getMessage());
            });
        }
    };

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String type;

    Encoding(String type) {
        this.type = type;
    }

    /** @param contentType with or without parameters */
    static Optional<Encoding> of(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (Encoding encoding : values()) {
            if (encoding.type.equals(type)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    abstract byte[] toProtobuf(byte[] body, Signal signal);

    abstract byte[] body(Outcome outcome, Signal signal);

    abstract byte[] body(RefusedException refused);

    /** As {@code Content-Type} says it. */
    String type() {
        return type;
    }

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] written(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
