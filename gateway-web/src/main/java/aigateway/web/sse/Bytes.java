package aigateway.web.sse;

import java.util.Arrays;

/** Bytes put one after the other. */
public final class Bytes {

    private Bytes() {}

    public static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0 || second.length == 0) {
            return first.length == 0 ? second : first;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
