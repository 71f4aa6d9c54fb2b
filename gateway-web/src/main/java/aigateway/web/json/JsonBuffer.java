package aigateway.web.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * JSON that is written piece by piece because most of it is the same each time: what is said in each event of a stream. A
 * generator would be made for each. It takes no lock and is not thread-safe.
 */
public final class JsonBuffer extends OutputStream {

    private static final String ESCAPED = "\"\\\b\t\n\f\r";
    private static final String ESCAPES = "\"\\btnfr";
    private static final int LONGEST_ESCAPE = 6;
    private static final byte[] COLON = {':'};

    private byte[] bytes;
    private int size;

    public JsonBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int start, int length) {
        reserve(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /** As they are. */
    public JsonBuffer raw(byte[] text) {
        write(text, 0, text.length);
        return this;
    }

    /** As it is: plain ASCII. */
    public JsonBuffer raw(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    public JsonBuffer number(long number) {
        if (number < 0 || number > 9) {
            return raw(Long.toString(number));
        }
        write('0' + (int) number);
        return this;
    }

    /** In quotes, and escaped as a generator does it. */
    public JsonBuffer text(String text) {
        int length = text.length();
        reserve(length + 2);
        bytes[size++] = '"';
        int at = 0;
        while (at < length && isPlain(text.charAt(at))) {
            bytes[size++] = (byte) text.charAt(at++);
        }
        while (at < length) {
            character(text.charAt(at++));
        }
        write('"');
        return this;
    }

    /** A tree, as a generator writes it. */
    public JsonBuffer tree(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> text(node.textValue());
            case NUMBER -> number(node);
            case BOOLEAN, NULL -> raw(node.asText());
            case MISSING -> raw("null");
                // Bytes and Java objects, which nobody reads from JSON.
            default -> raw(node.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** JSON has no word for what is beyond all numbers, though {@code 1e999} may be read. */
    private void number(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            text(node.asText());
        } else {
            raw(node.asText());
        }
    }

    private void object(JsonNode node) {
        int start = size;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            write(size == start ? '{' : ',');
            text(field.getKey()).raw(COLON).tree(field.getValue());
        }
        end(start, '{', '}');
    }

    private void array(JsonNode node) {
        int start = size;
        for (int i = 0; i < node.size(); i++) {
            write(i == 0 ? '[' : ',');
            tree(node.get(i));
        }
        end(start, '[', ']');
    }

    private void end(int start, char opening, char closing) {
        if (size == start) {
            write(opening);
        }
        write(closing);
    }

    private void character(char c) {
        reserve(LONGEST_ESCAPE);
        if (isPlain(c)) {
            bytes[size++] = (byte) c;
        } else if (ESCAPED.indexOf(c) >= 0) {
            bytes[size++] = '\\';
            bytes[size++] = (byte) ESCAPES.charAt(ESCAPED.indexOf(c));
        } else if (c < ' ' || Character.isSurrogate(c)) {
            // A half of a character may come in one event, and its other half in the next.
            raw("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                bytes[size++] = (byte) Character.toUpperCase(Character.forDigit(c >> shift & 0xf, 16));
            }
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | c >> 6);
            bytes[size++] = (byte) (0x80 | c & 0x3f);
        } else {
            bytes[size++] = (byte) (0xe0 | c >> 12);
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
            bytes[size++] = (byte) (0x80 | c & 0x3f);
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    /** What has been written since the last time. */
    public byte[] taken() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }
}
