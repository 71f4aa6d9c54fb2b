package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * How many tokens a text has, estimated from its bytes in UTF-8: of English a token has four, and of scripts whose
 * characters take two or three bytes each a token has fewer characters.
 */
final class TextWeight {

    private static final int BYTES_PER_TOKEN = 4;

    private TextWeight() {}

    static long tokens(long bytes) {
        return bytes / BYTES_PER_TOKEN;
    }

    /** Of the text that the parser stands on, whose characters it has at hand. */
    static int bytes(char[] text, int from, int length) {
        int bytes = 0;
        for (int i = from; i < from + length; i++) {
            bytes += text[i] < 0x80 ? 1 : text[i] < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    /**
     * Of the text that the parser stands on, in the JSON that it reads: its characters are not asked for, which would copy
     * a long text once more.
     *
     * @param from where the text begins in it
     */
    static int bytes(JsonParser parser, byte[] json, int from) throws IOException {
        int characters = parser.getTextLength();
        int to = RequestFields.range(from, parser).end() - 1;
        return to - from == characters ? characters : unescaped(json, from, to);
    }

    /** What is escaped by its number counts about as if it were not. */
    private static int unescaped(byte[] json, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            if (json[i] != '\\') {
                bytes++;
            } else if (json[i + 1] != 'u') {
                bytes++;
                i++;
            } else {
                boolean small = json[i + 2] == '0' && json[i + 3] < '8';
                bytes += !small ? 3 : json[i + 3] == '0' && json[i + 4] < '8' ? 1 : 2;
                i += 5;
            }
        }
        return bytes;
    }
}
