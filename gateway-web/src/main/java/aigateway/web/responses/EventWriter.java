package aigateway.web.responses;

import aigateway.call.ErrorType;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes the events of a response, one number after the other. Not thread-safe. */
final class EventWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private int sequence;

    /** What an event says beside its type and number. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** @param type plain ASCII, without line ends */
    void event(String type, Content content) {
        start(type);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeNumberField("sequence_number", sequence++);
            content.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        ascii("\n\n");
    }

    /** An event with one object, which may be told more than once and is written only once. */
    void event(String type, String field, byte[] object) {
        start(type);
        ascii("{\"type\":\"" + type + "\",\"sequence_number\":" + sequence++ + ",\"" + field + "\":");
        out.writeBytes(object);
        ascii("}\n\n");
    }

    private void start(String type) {
        ascii("event: " + type + "\ndata: ");
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What has been said since the last time. */
    byte[] taken() {
        byte[] events = out.toByteArray();
        out.reset();
        return events;
    }

    /** What came before is said with it. */
    byte[] failure(String message) {
        failure(this, message);
        return taken();
    }

    /** An error that follows the event of a number. */
    static byte[] failure(String message, int sequence) {
        EventWriter writer = new EventWriter();
        writer.sequence = sequence;
        failure(writer, message);
        return writer.taken();
    }

    /** The reference describes the fields of an error flat, OpenAI's servers and clients have them in an object: both find theirs. */
    private static void failure(EventWriter writer, String message) {
        String type = ErrorType.UPSTREAM_BROKEN.type();
        writer.event("error", json -> {
            json.writeStringField("code", type);
            json.writeStringField("message", message);
            json.writeNullField("param");
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type);
            json.writeStringField("code", type);
            json.writeStringField("message", message);
            json.writeNullField("param");
            json.writeEndObject();
        });
    }
}
