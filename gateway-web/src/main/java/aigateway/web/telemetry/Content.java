package aigateway.web.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A text that is too large to be made on a request's path: the bytes of a request or an answer, shared and not copied,
 * or something that still has to be put together. It becomes a text on the publisher's thread, is cut there at the
 * limit and marked as cut.
 */
public final class Content {

    private static final int LIMIT = 256 * 1024;

    private final Supplier<byte[]> utf8;
    private final int offset;
    private final int length;
    private final int weight;

    private Content(Supplier<byte[]> utf8, int offset, int length, int weight) {
        this.utf8 = utf8;
        this.offset = offset;
        this.length = length;
        this.weight = weight;
    }

    /** @param utf8 must not change any more */
    public static Content of(byte[] utf8) {
        return of(utf8, 0, utf8.length);
    }

    /** @param utf8 must not change any more */
    public static Content of(byte[] utf8, int offset, int length) {
        return new Content(() -> utf8, offset, length, length);
    }

    public static Content of(CharSequence text) {
        return later(() -> text.toString().getBytes(StandardCharsets.UTF_8), text.length());
    }

    /**
     * @param utf8 asked once, on the publisher's thread
     * @param weight bytes that are kept in memory until then, about
     */
    public static Content later(Supplier<byte[]> utf8, int weight) {
        return new Content(utf8, 0, -1, weight);
    }

    /** A text that came from elsewhere: the same limit, the same mark. */
    public static byte[] cut(byte[] utf8) {
        return Utf8.cut(utf8, 0, utf8.length, LIMIT);
    }

    /** Bytes that a text has at most, but for the mark. */
    public static int limit() {
        return LIMIT;
    }

    int weight() {
        return weight;
    }

    /** Valid UTF-8, at most the limit and a mark. */
    byte[] bytes() {
        byte[] all = utf8.get();
        int end = length < 0 ? all.length : offset + length;
        return Utf8.cut(all, offset, end, LIMIT);
    }
}
