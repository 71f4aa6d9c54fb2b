package aigateway.web.sse;

import java.util.Arrays;

/**
 * Lets a stream of events pass in whole events, so that something may be put in after any of them. Bytes leave as they
 * came; an event longer than {@link #MOST_HELD} passes as it comes. Not thread-safe.
 */
public final class WholeEvents {

    static final int MOST_HELD = 256 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private byte[] held = NOTHING;
    private boolean inside;

    /** Bytes of the stream that have passed. */
    private long passed;

    /** Takes what came and returns what may be passed on. */
    public byte[] read(byte[] came) {
        byte[] bytes = Bytes.joined(held, came);
        int end = lastEnd(bytes);
        if (end == 0 && bytes.length > MOST_HELD) {
            inside = true;
        } else if (end > 0) {
            inside = false;
        }
        int passes = inside ? withoutLineEnds(bytes) : end;
        passed += passes;
        held = passes == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, passes, bytes.length);
        return passes == bytes.length ? bytes : Arrays.copyOf(bytes, passes);
    }

    /**
     * The last that is let pass: what stands before an event. That one is kept with what follows it.
     *
     * @param place where the event begins, in bytes of the stream; it may have passed already
     */
    public byte[] readUntil(byte[] came, long place) {
        byte[] bytes = Bytes.joined(held, came);
        inside = place < passed;
        int passes = inside ? 0 : (int) (place - passed);
        passed += passes;
        held = Arrays.copyOfRange(bytes, passes, bytes.length);
        return Arrays.copyOf(bytes, passes);
    }

    /** The first event of what is kept, or what has come of it. */
    public byte[] first() {
        return Arrays.copyOf(held, firstEnd(held, 0));
    }

    /** Where the event ends that begins there, its blank line included; the end of all where it has not all come. */
    public static int firstEnd(byte[] bytes, int start) {
        for (int i = start + 1; i < bytes.length; i++) {
            if (isEnd(bytes, i)) {
                return i + 1;
            }
        }
        return bytes.length;
    }

    /** What is left of an event whose end never came. */
    public byte[] rest() {
        byte[] rest = held;
        held = NOTHING;
        return rest;
    }

    /** Whether bytes of an event have been passed on whose end has not. */
    public boolean isInside() {
        return inside;
    }

    /** A blank line that comes in two pieces is seen with the second one, so its first is not passed on before. */
    private static int withoutLineEnds(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        return length;
    }

    /** Where the last blank line ends; 0 when there is none. */
    private static int lastEnd(byte[] bytes) {
        for (int i = bytes.length - 1; i > 0; i--) {
            if (isEnd(bytes, i)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether a blank line ends there. */
    private static boolean isEnd(byte[] bytes, int i) {
        return bytes[i] == '\n' && (bytes[i - 1] == '\n' || (bytes[i - 1] == '\r' && i > 1 && bytes[i - 2] == '\n'));
    }
}
