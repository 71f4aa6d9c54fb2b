package aigateway.web.openai;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * Counts the text of an answer. What is past a bound, {@link #MOST_CHARACTERS} at most, is not kept, so that a stream's
 * memory does not grow with its length. Not thread-safe.
 */
final class KeptText {

    static final int MOST_CHARACTERS = 256 * 1024;

    private final int most;
    private long characters;
    private long bytes;
    private long kept;

    /** @param most characters that are kept, about; all are counted */
    KeptText(int most) {
        this.most = most;
    }

    /** Takes the text that the parser stands on. */
    void append(StringBuilder text, JsonParser parser) throws IOException {
        append(text, parser, most);
    }

    /** The same, of what the model thinks before it answers: that is not to leave the answer without room. */
    void appendThought(StringBuilder text, JsonParser parser) throws IOException {
        append(text, parser, most / 2);
    }

    private void append(StringBuilder text, JsonParser parser, int room) throws IOException {
        if (kept < room) {
            text.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            kept += parser.getTextLength();
        }
        count(parser);
    }

    /** Text that the parser stands on and that is no part of the answer's message. */
    void count(JsonParser parser) throws IOException {
        characters += parser.getTextLength();
        bytes += TextWeight.bytes(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    void count(String text) {
        characters += text.length();
        bytes += TextWeight.bytes(text.toCharArray(), 0, text.length());
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
