package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * Counts the text of a stream. What is past {@link #MOST_CHARACTERS} is not kept, so that a stream's memory does not grow
 * with its length. Not thread-safe.
 */
final class KeptText {

    static final int MOST_CHARACTERS = 256 * 1024;

    private long characters;
    private long bytes;

    /** Takes the text that the parser stands on. */
    void append(StringBuilder text, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        char[] came = parser.getTextCharacters();
        if (characters < MOST_CHARACTERS) {
            text.append(came, parser.getTextOffset(), length);
        }
        characters += length;
        bytes += TextWeight.bytes(came, parser.getTextOffset(), length);
    }

    /** Text that the parser stands on and that is no part of the answer's message. */
    void count(JsonParser parser) throws IOException {
        characters += parser.getTextLength();
        bytes += TextWeight.bytes(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** How many tokens all that came has, about. */
    long tokens() {
        return characters == 0 ? 0 : TextWeight.tokens(bytes) + 1;
    }

    /** All that came. */
    long characters() {
        return characters;
    }
}
