package aigateway.web.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A text that is too large to be made on a request's path: the bytes of a request or an answer, shared and not copied,
 * or something that still has to be put together. It becomes a text on the publisher's thread, is cut there at the
 * limit and marked as cut.
 */
public final class Content {

    /** Characters of a line, and what is read of it so that redaction sees the words at its end. */
    private static final int LINE = 200;

    private static final int LINE_READ = 400;

    private final Supplier<byte[]> utf8;
    private final int offset;
    private final int length;
    private final int weight;
    private final boolean line;

    private Content(Supplier<byte[]> utf8, int offset, int length, int weight, boolean line) {
        this.utf8 = utf8;
        this.offset = offset;
        this.length = length;
        this.weight = weight;
        this.line = line;
    }

    /** @param utf8 must not change any more */
    public static Content of(byte[] utf8) {
        return of(utf8, 0, utf8.length);
    }

    /** @param utf8 must not change any more */
    public static Content of(byte[] utf8, int offset, int length) {
        return new Content(() -> utf8, offset, length, length, false);
    }

    public static Content of(CharSequence text) {
        return later(() -> text.toString().getBytes(StandardCharsets.UTF_8), text.length());
    }

    /**
     * @param utf8 asked once, on the publisher's thread
     * @param weight bytes that are kept in memory until then, about
     */
    public static Content later(Supplier<byte[]> utf8, int weight) {
        return new Content(utf8, 0, -1, weight, false);
    }

    /**
     * At most 200 characters of a text.
     *
     * @param utf8 gives as many characters as it is asked for, on the publisher's thread
     */
    public static Content line(IntFunction<byte[]> utf8, int weight) {
        return new Content(() -> utf8.apply(LINE_READ), 0, -1, weight, true);
    }

    int weight() {
        return weight;
    }

    /** Valid UTF-8, as the rules want it. */
    byte[] bytes(ContentRules rules) {
        byte[] all = utf8.get();
        int end = length < 0 ? all.length : offset + length;
        return line ? rules.line(all, LINE) : rules.apply(all, offset, end);
    }
}
