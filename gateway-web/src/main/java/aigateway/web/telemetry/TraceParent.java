package aigateway.web.telemetry;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as {@code traceparent} carries it between processes.
 *
 * @param spanId 0 at the beginning of a trace
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
record TraceParent(long traceIdHigh, long traceIdLow, long spanId, int flags) {

    private static final int LENGTH = 55;
    private static final int SAMPLED = 1;

    /**
     * A trace that begins here. Its id begins with the time, in milliseconds, and goes on at random: whoever keeps traces
     * by their ids then adds at the end of an index and not all over it, which is most of what keeping one costs.
     */
    static TraceParent random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | random.nextInt(1 << 16);
        long low = random.nextLong();
        return new TraceParent(high, low == 0 ? 1 : low, 0, SAMPLED);
    }

    /** @return null when the header is not one: the specification then has a trace begin */
    static @Nullable TraceParent parse(String header) {
        if (header.length() < LENGTH || !wellFormed(header)) {
            return null;
        }
        try {
            TraceParent parsed = new TraceParent(
                    hex(header, 3, 19), hex(header, 19, 35), hex(header, 36, 52), (int) hex(header, 53, 55) & 0xFF);
            boolean empty = (parsed.traceIdHigh | parsed.traceIdLow) == 0 || parsed.spanId == 0;
            return empty ? null : parsed;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Versions after 00 may say more behind another dash; ff is none. */
    private static boolean wellFormed(String header) {
        boolean first = header.startsWith("00-");
        boolean later = !first && !header.startsWith("ff") && isHex(header.charAt(0)) && isHex(header.charAt(1));
        return (first
                        ? header.length() == LENGTH
                        : later && (header.length() == LENGTH || header.charAt(LENGTH) == '-'))
                && header.charAt(2) == '-'
                && header.charAt(35) == '-'
                && header.charAt(52) == '-';
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static long hex(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isHex(c)) {
                throw new NumberFormatException();
            }
            value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
        }
        return value;
    }

    boolean isRemote() {
        return spanId != 0;
    }

    String traceId() {
        char[] text = new char[32];
        write(traceIdHigh, text, 0);
        write(traceIdLow, text, 16);
        return new String(text);
    }

    /** The header that makes a span of this trace somebody's parent. */
    String header(long parent) {
        char[] text = new char[LENGTH];
        text[0] = '0';
        text[1] = '0';
        text[2] = '-';
        write(traceIdHigh, text, 3);
        write(traceIdLow, text, 19);
        text[35] = '-';
        write(parent, text, 36);
        text[52] = '-';
        text[53] = '0';
        text[54] = (flags & SAMPLED) == 0 ? '0' : '1';
        return new String(text);
    }

    static String spanId(long id) {
        char[] text = new char[16];
        write(id, text, 0);
        return new String(text);
    }

    private static void write(long value, char[] text, int offset) {
        long rest = value;
        for (int i = offset + 15; i >= offset; i--) {
            text[i] = Character.forDigit((int) rest & 0xF, 16);
            rest >>>= 4;
        }
    }
}
