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

    /** Takes what came and returns what may be passed on. */
    public byte[] read(byte[] came) {
        byte[] bytes = Bytes.joined(held, came);
        int end = lastEnd(bytes);
        if (end == 0 && bytes.length > MOST_HELD) {
            inside = true;
        } else if (end > 0) {
            inside = false;
        }
        int passed = inside ? bytes.length : end;
        held = passed == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, passed, bytes.length);
        return passed == bytes.length ? bytes : Arrays.copyOf(bytes, passed);
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

    /** Where the last blank line ends; 0 when there is none. */
    private static int lastEnd(byte[] bytes) {
        for (int i = bytes.length - 1; i > 0; i--) {
            if (bytes[i] == '\n' && (bytes[i - 1] == '\n' || (bytes[i - 1] == '\r' && i > 1 && bytes[i - 2] == '\n'))) {
                return i + 1;
            }
        }
        return 0;
    }
}
