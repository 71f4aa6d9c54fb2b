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

    /** Takes the text that the parser stands on. */
    void append(StringBuilder text, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (characters < MOST_CHARACTERS) {
            text.append(parser.getTextCharacters(), parser.getTextOffset(), length);
        }
        characters += length;
    }

    /** Output that is no part of the answer's message. */
    void count(int length) {
        characters += length;
    }

    /** All that came. */
    long characters() {
        return characters;
    }
}
