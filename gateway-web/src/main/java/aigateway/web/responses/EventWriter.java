package aigateway.web.responses;

import aigateway.call.ErrorType;
import aigateway.web.json.Json;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Writes the events of a response, one number after the other. Not thread-safe. */
final class EventWriter {

    private final EventBuffer out = new EventBuffer();
    private int sequence;

    void event(String type, Consumer<ObjectNode> content) {
        ObjectNode event = Json.emptyObject().put("type", type).put("sequence_number", sequence++);
        content.accept(event);
        out.event(type, Json.bytes(event));
    }

    byte[] taken() {
        return out.taken();
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
        writer.event("error", event -> {
            event.put("code", type).put("message", message).putNull("param");
            event.putObject("error")
                    .put("type", type)
                    .put("code", type)
                    .put("message", message)
                    .putNull("param");
        });
    }
}
