package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How many tokens a request gives a model to read, estimated from the length of its texts while they are passed over. */
public final class InputSize {

    /** What an inline image or file counts as; its base64 text says nothing of its tokens. */
    private static final int TOKENS_OF_INLINE_DATA = 1000;

    private static final int LONGEST_SHORT_TEXT = 1024;
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private long bytes;
    private long tokens;

    public InputSize(byte[] body) {
        this.body = body;
    }

    /** Walks over a value and counts its texts; returns how many elements a list has, or fields an object. */
    public int count(JsonParser parser) throws IOException {
        int depth = 0;
        int elements = 0;
        do {
            JsonToken token = parser.currentToken();
            if (depth == 1 && !token.isStructEnd() && token != JsonToken.FIELD_NAME) {
                elements++;
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                countText(parser);
            }
        } while (depth > 0 && parser.nextToken() != null);
        return elements;
    }

    /** The parser stands on a text. */
    public void countText(JsonParser parser) throws IOException {
        int start = RequestFields.start(parser) + 1;
        if (isLongData(start)) {
            // Not even its length is asked for: the parser would have to copy an image of megabytes to know it.
            tokens += TOKENS_OF_INLINE_DATA;
        } else {
            bytes += TextWeight.bytes(parser, body, start);
        }
    }

    /** What a text counts as that is not there to be counted. */
    static long tokens(int length, boolean inlineData) {
        return inlineData ? TOKENS_OF_INLINE_DATA : TextWeight.tokens(length);
    }

    /** A token that the client counted itself, since it sends its number. */
    void countToken() {
        tokens++;
    }

    private boolean isLongData(int at) {
        if (at + LONGEST_SHORT_TEXT > body.length || !Arrays.equals(body, at, at + DATA.length, DATA, 0, DATA.length)) {
            return false;
        }
        for (int i = at; i < at + LONGEST_SHORT_TEXT; i++) {
            if (body[i] == '"') {
                return false;
            }
        }
        return true;
    }

    boolean isNothing() {
        return bytes == 0 && tokens == 0;
    }

    public long tokens() {
        return TextWeight.tokens(bytes) + tokens + 1;
    }
}
