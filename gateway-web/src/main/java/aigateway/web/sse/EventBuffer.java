package aigateway.web.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Events on their way to a client, until they are taken. Not thread-safe. */
public final class EventBuffer {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    /** @param type plain ASCII, without line ends */
    public void event(String type, byte[] data) {
        out.writeBytes(("event: " + type + "\n").getBytes(StandardCharsets.US_ASCII));
        data(data);
    }

    /** An event without a type of its own. */
    public void data(byte[] data) {
        out.writeBytes(DATA);
        out.writeBytes(data);
        out.writeBytes(END);
    }

    /** What has come in since the last time. */
    public byte[] taken() {
        byte[] events = out.toByteArray();
        out.reset();
        return events;
    }
}
