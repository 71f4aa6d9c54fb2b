package aigateway.web.responses;

import aigateway.web.call.Failure;
import aigateway.web.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the events of a response, one number after the other. Not thread-safe. */
final class EventWriter {

    private static final byte[] END = "}\n\n".getBytes(StandardCharsets.US_ASCII);

    /** There are two dozen types. */
    private static final Map<String, byte[]> HEADS = new ConcurrentHashMap<>();

    private final JsonBuffer out = new JsonBuffer(1024);
    private int sequence;

    /** How an event of a type begins, up to its number: the same for all pieces of a text. */
    static byte[] head(String type) {
        return HEADS.computeIfAbsent(
                type, any -> ("event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * @param type plain ASCII, without line ends
     * @param content what the event says beside its type and number: each field with a comma before it
     */
    void event(String type, Consumer<JsonBuffer> content) {
        content.accept(out.raw(head(type)).number(sequence++));
        out.raw(END);
    }

    /** An event that says one text among what is the same in others. */
    void event(byte[] head, byte[] before, String text, byte[] after) {
        out.raw(head).number(sequence++).raw(before).text(text).raw(after).raw(END);
    }

    /** What has been said since the last time. */
    byte[] taken() {
        return out.taken();
    }

    /** What came before is said with it. */
    byte[] failure(Failure failure) {
        failure(this, failure);
        return taken();
    }

    /** An error that follows the event of a number. */
    static byte[] failure(Failure failure, int sequence) {
        EventWriter writer = new EventWriter();
        writer.sequence = sequence;
        failure(writer, failure);
        return writer.taken();
    }

    /** The reference describes the fields of an error flat, OpenAI's servers and clients have them in an object: both find theirs. */
    private static void failure(EventWriter writer, Failure failure) {
        writer.event("error", json -> {
            told(json, failure);
            json.raw(",\"error\":{\"type\":").text(failure.type());
            told(json, failure).raw("}");
        });
    }

    private static JsonBuffer told(JsonBuffer json, Failure failure) {
        json.raw(",\"code\":");
        orNull(json, failure.code())
                .raw(",\"message\":")
                .text(failure.message())
                .raw(",\"param\":");
        return orNull(json, failure.param());
    }

    private static JsonBuffer orNull(JsonBuffer json, @Nullable String text) {
        return text == null ? json.raw("null") : json.text(text);
    }
}
