package aigateway.web.bedrock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Cuts Amazon's event stream into messages, wherever the network cut it, and checks both of their sums. A message is its
 * length, the length of its headers, the sum of these two, the headers, the payload, and the sum of all before. Not
 * thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html">Amazon: event stream encoding</a>
 */
final class Frames {

    /** Takes the messages. */
    interface Sink {

        /**
         * @param headers those that are texts
         * @throws IOException it cannot be what the vendor means
         */
        void message(Map<String, String> headers, byte[] payload) throws IOException;
    }

    /** Amazon's own bound for a message. */
    static final int LONGEST = 24 << 20;

    private static final int PRELUDE = 12;
    private static final int SUM = 4;
    private static final byte[] NOTHING = new byte[0];

    private final Sink sink;
    private byte[] held = NOTHING;
    private int length;

    Frames(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes what came and passes on every message that is complete with it.
     *
     * @throws IOException a sum is wrong, a length cannot be, or the sink's
     */
    void read(byte[] came) throws IOException {
        if (length + came.length > held.length) {
            held = Arrays.copyOf(held, Math.max(length + came.length, length * 2));
        }
        System.arraycopy(came, 0, held, length, came.length);
        length += came.length;
        int at = 0;
        while (length - at >= PRELUDE) {
            int whole = wholeLength(at);
            if (length - at < whole) {
                break;
            }
            message(at, whole);
            at += whole;
        }
        if (at > 0) {
            held = at == length ? NOTHING : Arrays.copyOfRange(held, at, length);
            length -= at;
        }
    }

    /** Whether the stream stopped in the middle of a message. */
    boolean isInsideMessage() {
        return length > 0;
    }

    private int wholeLength(int at) throws IOException {
        ByteBuffer prelude = ByteBuffer.wrap(held, at, PRELUDE);
        int whole = prelude.getInt();
        int headers = prelude.getInt();
        if (sum(at, PRELUDE - SUM) != prelude.getInt()) {
            throw new IOException("the sum of a message's lengths is wrong");
        }
        if (whole < PRELUDE + SUM || whole > LONGEST || headers < 0 || headers > whole - PRELUDE - SUM) {
            throw new IOException("a message cannot be " + whole + " bytes long");
        }
        return whole;
    }

    private void message(int at, int whole) throws IOException {
        int end = at + whole - SUM;
        if (sum(at, whole - SUM) != ByteBuffer.wrap(held, end, SUM).getInt()) {
            throw new IOException("the sum of a message is wrong");
        }
        int headersLength = ByteBuffer.wrap(held, at + 4, 4).getInt();
        int payload = at + PRELUDE + headersLength;
        sink.message(
                headers(ByteBuffer.wrap(held, at + PRELUDE, headersLength)), Arrays.copyOfRange(held, payload, end));
    }

    private int sum(int from, int bytes) {
        CRC32 sum = new CRC32();
        sum.update(held, from, bytes);
        return (int) sum.getValue();
    }

    private static Map<String, String> headers(ByteBuffer bytes) throws IOException {
        Map<String, String> headers = new HashMap<>();
        try {
            while (bytes.hasRemaining()) {
                String name = text(bytes, bytes.get() & 0xff);
                int type = bytes.get();
                switch (type) {
                    case 0, 1 -> {}
                    case 2 -> skip(bytes, 1);
                    case 3 -> skip(bytes, 2);
                    case 4 -> skip(bytes, 4);
                    case 5, 8 -> skip(bytes, 8);
                    case 6 -> skip(bytes, bytes.getShort() & 0xffff);
                    case 7 -> headers.put(name, text(bytes, bytes.getShort() & 0xffff));
                    case 9 -> skip(bytes, 16);
                    default -> throw new IOException("a header of an unknown type " + type);
                }
            }
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException cut) {
            throw new IOException("the headers of a message do not end where they should", cut);
        }
        return headers;
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void skip(ByteBuffer bytes, int length) {
        bytes.position(bytes.position() + length);
    }
}
