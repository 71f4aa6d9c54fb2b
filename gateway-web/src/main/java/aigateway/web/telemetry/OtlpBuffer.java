package aigateway.web.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Protobuf's wire format, written once from front to back. Generated classes build an object for each attribute and
 * measure every text twice; that was most of what a trace cost (RATIONALE.md has the figures).
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
public final class OtlpBuffer {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private byte[] bytes;
    private int size;

    public OtlpBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }

    /** Begins a message within this one; to be closed with what is returned. */
    public int open(int field) {
        tag(field, LENGTH_DELIMITED);
        reserve(1);
        return size++;
    }

    /** Writes the length in front. One byte was kept for it, which is enough for most; else the content moves. */
    public void close(int mark) {
        int length = size - mark - 1;
        int more = varintSize(length) - 1;
        if (more > 0) {
            reserve(more);
            System.arraycopy(bytes, mark + 1, bytes, mark + 1 + more, length);
        }
        int end = size + more;
        size = mark;
        varint(length);
        size = end;
    }

    public void text(int field, String text) {
        int mark = open(field);
        int length = text.length();
        reserve(length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                raw(text.substring(i).getBytes(StandardCharsets.UTF_8), at);
                close(mark);
                return;
            }
            bytes[at++] = (byte) c;
        }
        size = at;
        close(mark);
    }

    public void bytes(int field, byte[] content) {
        tag(field, LENGTH_DELIMITED);
        varint(content.length);
        raw(content, size);
    }

    /** A part of a message that has been read elsewhere: whole fields, as they are. */
    public void append(byte[] fields, int from, int to) {
        reserve(to - from);
        System.arraycopy(fields, from, bytes, size, to - from);
        size += to - from;
    }

    /** An id of eight bytes, the first ones first. */
    void id(int field, long id) {
        tag(field, LENGTH_DELIMITED);
        varint(Long.BYTES);
        bigEndian(id);
    }

    void id(int field, long high, long low) {
        tag(field, LENGTH_DELIMITED);
        varint(2 * Long.BYTES);
        bigEndian(high);
        bigEndian(low);
    }

    public void number(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    public void fixed64(int field, long value) {
        tag(field, FIXED64);
        littleEndian(value, Long.BYTES);
    }

    public void fixed32(int field, int value) {
        tag(field, FIXED32);
        littleEndian(value, Integer.BYTES);
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private static int varintSize(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    private void littleEndian(long value, int count) {
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
    }

    private void bigEndian(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void raw(byte[] content, int at) {
        size = at;
        reserve(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
        }
    }
}
