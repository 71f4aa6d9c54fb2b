package aigateway.web.openai;

import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.sse.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a stream of chat completion chunks along while it passes. Bytes leave as they came and in whole events, so that
 * an error event can follow at any time; only the usage event that the gateway asked for and the client did not is
 * taken out. Memory is bounded: an event longer than {@link #MOST_HELD} passes unread. Not thread-safe.
 */
public final class ChatStreamReader implements AnswerStream {

    static final int MOST_HELD = 256 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private final boolean dropUsage;
    private final ChatStreamContent content;

    private byte[] held = NOTHING;
    private volatile boolean passing;
    private boolean done;

    /**
     * @param dropUsage whether the client did not ask for the usage event
     */
    public ChatStreamReader(boolean dropUsage) {
        this(dropUsage, new ChatStreamContent());
    }

    private ChatStreamReader(boolean dropUsage, ChatStreamContent content) {
        this.dropUsage = dropUsage;
        this.content = content;
    }

    /** One that counts what is said, and keeps nothing of it. */
    public static ChatStreamReader counting() {
        return new ChatStreamReader(false, new ChatStreamContent(0));
    }

    @Override
    public byte[] read(byte[] came) {
        if (error() != null) {
            return NOTHING;
        }
        byte[] bytes = held.length == 0 ? came : Bytes.joined(held, came);
        held = NOTHING;
        ByteArrayOutputStream kept = null;
        int passed = 0;
        int start = 0;
        int end;
        while ((end = eventEnd(bytes, start)) >= 0) {
            if (passing) {
                passing = false;
            } else if (readEvent(bytes, start, end) && dropUsage) {
                kept = kept == null ? new ByteArrayOutputStream(bytes.length) : kept;
                kept.write(bytes, passed, start - passed);
                passed = end;
            }
            if (error() != null) {
                // The error is told in the gateway's words, and nothing the vendor says after it.
                bytes = Arrays.copyOf(bytes, start);
                break;
            }
            start = end;
        }
        if (bytes.length - start > MOST_HELD || passing) {
            passing = true;
            start = bytes.length;
        }
        if (start < bytes.length) {
            held = Arrays.copyOfRange(bytes, start, bytes.length);
        }
        if (kept == null) {
            return start == bytes.length ? bytes : Arrays.copyOf(bytes, start);
        }
        kept.write(bytes, passed, start - passed);
        return kept.toByteArray();
    }

    @Override
    public byte[] rest() {
        byte[] rest = held;
        held = NOTHING;
        return rest;
    }

    @Override
    public byte[] failed(Failure failure) {
        byte[] error = Dialect.OPENAI.error(failure);
        // Where the vendor's last line was not finished, the event would be taken for its end.
        return ((passing ? "\n\n" : "") + "data: " + new String(error, StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isComplete() {
        return done || content.finished();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean isInsideEvent() {
        return passing;
    }

    @Override
    public ChatStreamContent content() {
        return content;
    }

    /** @return whether the event is nothing but the usage */
    private boolean readEvent(byte[] bytes, int start, int end) {
        boolean usageOnly = false;
        int at = start;
        while (at < end) {
            int lineEnd = lineEnd(bytes, at, end);
            if (startsWith(bytes, at, lineEnd, "data:")) {
                int from = at + 5;
                while (from < lineEnd && bytes[from] == ' ') {
                    from++;
                }
                if (startsWith(bytes, from, lineEnd, "[DONE]")) {
                    done = true;
                } else {
                    usageOnly = readChunk(bytes, from, lineEnd - from);
                }
            }
            at = lineEnd + 1;
        }
        return usageOnly;
    }

    private boolean readChunk(byte[] bytes, int from, int length) {
        try {
            ChatStreamContent.Kind kind = content.add(bytes, from, length);
            return kind == ChatStreamContent.Kind.USAGE;
        } catch (IOException notJson) {
            // Not ours to judge: the client's own parser will see the same bytes.
            return false;
        }
    }

    /** Where the event that starts there ends, its blank line included; -1 when it has not all come. */
    private static int eventEnd(byte[] bytes, int start) {
        int lineStart = start;
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int length = i - lineStart;
                if (length == 0 || (length == 1 && bytes[lineStart] == '\r')) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return -1;
    }

    private static int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean startsWith(byte[] bytes, int from, int end, String text) {
        if (end - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
