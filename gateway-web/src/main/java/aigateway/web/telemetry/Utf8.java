package aigateway.web.telemetry;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that a strict reader of UTF-8 takes: protobuf refuses a whole message for one bad byte in a text. */
final class Utf8 {

    private Utf8() {}

    /**
     * @param limit in bytes; what is longer is cut between two characters and says how long it was
     * @return the range itself when it is the whole array, short and valid; else a copy
     */
    static byte[] cut(byte[] bytes, int from, int to, int limit) {
        int length = to - from;
        if (length <= limit) {
            byte[] range = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
            return valid(range);
        }
        int end = boundary(bytes, from + limit);
        byte[] head = valid(Arrays.copyOfRange(bytes, from, end));
        return marked(head, head.length, length);
    }

    /** The beginning of the character that an index is in. */
    static int boundary(byte[] bytes, int index) {
        int end = index;
        while (end > 0 && end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    /** What is left of a text, and how much it was. */
    static byte[] marked(byte[] bytes, int to, int length) {
        int end = boundary(bytes, to);
        byte[] mark = mark(end, length);
        byte[] result = new byte[end + mark.length];
        System.arraycopy(bytes, 0, result, 0, end);
        System.arraycopy(mark, 0, result, end, mark.length);
        return result;
    }

    static byte[] mark(int kept, int length) {
        return ("… [cut: " + kept + " of " + length + " bytes]").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] valid(byte[] bytes) {
        if (isAscii(bytes)) {
            return bytes;
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return decoded == null ? new byte[0] : bytes;
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
