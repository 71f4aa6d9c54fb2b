package aigateway.web.sse;

import aigateway.web.json.JsonBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Events on their way to a client, until they are taken. Not thread-safe. */
public final class EventBuffer {

    private static final byte[] TYPE = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final JsonBuffer out = new JsonBuffer(512);

    /** @param type plain ASCII, without line ends */
    public void event(String type, JsonNode data) {
        out.raw(TYPE).raw(type).write('\n');
        data(data);
    }

    /** An event without a type of its own. */
    public void data(JsonNode data) {
        out.raw(DATA).tree(data).raw(END);
    }

    /** One whose data is written already. */
    public void data(byte[] data) {
        out.raw(DATA).raw(data).raw(END);
    }

    /** What has come in since the last time. */
    public byte[] taken() {
        return out.taken();
    }
}
