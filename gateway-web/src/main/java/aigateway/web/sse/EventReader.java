package aigateway.web.sse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts a stream of server-sent events into events, wherever the network cut it. Keeps no more than the event that has not
 * ended, and gives up on one longer than {@link #MOST_HELD}. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML</a>
 */
public final class EventReader {

    /** Takes the events. Comments and events without data are none. */
    public interface Sink {

        /**
         * @param json the event's data: these bytes, until the call returns
         * @throws IOException it cannot be what the vendor means
         */
        void event(byte[] json, int from, int length) throws IOException;
    }

    /** A whole image may come in one event. */
    static final int MOST_HELD = 16 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final Sink sink;
    private byte[] held = NOTHING;
    private int length;
    private int searched;
    private long place;

    public EventReader(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes what came and passes on every event that is complete with it.
     *
     * @throws IOException an event is too long, or the sink's
     */
    public void read(byte[] came) throws IOException {
        byte[] bytes = came;
        int limit = came.length;
        if (length > 0) {
            append(came);
            bytes = held;
            limit = length;
        }
        int start = 0;
        int from = searched;
        int end;
        while ((end = endOfEvent(bytes, start, from, limit)) >= 0) {
            pass(bytes, start, end);
            place += end - start;
            start = end;
            from = end;
        }
        if (limit - start > MOST_HELD) {
            held = NOTHING;
            length = 0;
            searched = 0;
            throw new IOException("an event is longer than " + MOST_HELD + " bytes");
        }
        if (start > 0 || bytes != held) {
            held = start == limit ? NOTHING : Arrays.copyOfRange(bytes, start, limit);
        }
        length = limit - start;
        // Two line ends make the end: the last bytes are looked at again when more has come.
        searched = Math.max(0, length - 3);
    }

    private void append(byte[] came) {
        if (length + came.length > held.length) {
            held = Arrays.copyOf(held, Math.max(length + came.length, length * 2));
        }
        System.arraycopy(came, 0, held, length, came.length);
        length += came.length;
    }

    /** An event that was not followed by a blank line before the stream ended properly: some servers leave it out. */
    public void end() throws IOException {
        int rest = length;
        length = 0;
        searched = 0;
        if (rest > 0) {
            pass(held, 0, rest);
        }
    }

    /** Where the event begins that is being passed on, in bytes of the stream. */
    public long place() {
        return place;
    }

    /** Where the event ends, its blank line included; -1 when it has not all come. */
    private static int endOfEvent(byte[] bytes, int start, int from, int limit) {
        for (int i = Math.max(start, from); i < limit; i++) {
            if (bytes[i] == '\n' && (i == start || isLineStart(bytes, start, i))) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether a line that ends there is empty. */
    private static boolean isLineStart(byte[] bytes, int start, int newline) {
        int last = newline - 1;
        if (bytes[last] == '\r') {
            last--;
        }
        return last < start || bytes[last] == '\n';
    }

    private void pass(byte[] bytes, int start, int end) throws IOException {
        int dataFrom = -1;
        int dataTo = -1;
        ByteArrayOutputStream joined = null;
        for (int at = start; at < end; ) {
            int lineEnd = at;
            while (lineEnd < end && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            int textEnd = lineEnd > at && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            if (isData(bytes, at, textEnd)) {
                int from = at + 5 < textEnd && bytes[at + 5] == ' ' ? at + 6 : at + 5;
                if (dataFrom >= 0) {
                    joined = joined == null ? started(bytes, dataFrom, dataTo) : joined;
                    joined.write('\n');
                    joined.write(bytes, from, textEnd - from);
                }
                dataFrom = from;
                dataTo = textEnd;
            }
            at = lineEnd + 1;
        }
        if (joined != null) {
            byte[] all = joined.toByteArray();
            sink.event(all, 0, all.length);
        } else if (dataTo > dataFrom) {
            sink.event(bytes, dataFrom, dataTo - dataFrom);
        }
    }

    private static ByteArrayOutputStream started(byte[] bytes, int from, int to) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(to - from + 256);
        joined.write(bytes, from, to - from);
        return joined;
    }

    private static boolean isData(byte[] bytes, int from, int end) {
        return end - from >= 5
                && bytes[from] == 'd'
                && bytes[from + 1] == 'a'
                && bytes[from + 2] == 't'
                && bytes[from + 3] == 'a'
                && bytes[from + 4] == ':';
    }
}
