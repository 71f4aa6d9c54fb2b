package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The beginning of a message's text, short enough for a line of a list. */
final class ShortHand {

    /** In characters, as the contract counts them. */
    static final int LONGEST = 200;

    private ShortHand() {}

    /** @return UTF-8; empty when the message has no text */
    static byte[] of(byte[] json, int offset, int length, int most) {
        try (JsonParser parser = Json.FACTORY.createParser(json, offset, length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean content = parser.currentName().equals("content");
                parser.nextToken();
                if (content) {
                    return text(parser, most).getBytes(StandardCharsets.UTF_8);
                }
                parser.skipChildren();
            }
        } catch (IOException cannotBe) {
            // The same bytes have been read as JSON before.
        }
        return new byte[0];
    }

    /** Of a text, or of the first part that is one. */
    private static String text(JsonParser parser, int most) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return cut(parser, most);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean text = parser.currentName().equals("text");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && text) {
                        return cut(parser, most);
                    }
                    parser.skipChildren();
                }
            }
        }
        return "";
    }

    /** Never in the middle of a character that takes two. */
    private static String cut(JsonParser parser, int most) throws IOException {
        int length = parser.getTextLength();
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int end = Math.min(length, most);
        if (end < length && Character.isHighSurrogate(text[offset + end - 1])) {
            end--;
        }
        return new String(text, offset, end);
    }
}
