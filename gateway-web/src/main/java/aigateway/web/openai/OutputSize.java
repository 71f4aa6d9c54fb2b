package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a model wrote for a whole answer that tells no usage, estimated from the texts that count in a stream,
 * too: what is around them, a candidate's probabilities for one, is many times as long.
 */
public final class OutputSize {

    private static final Set<String> CALL = Set.of("name", "arguments");

    /** Where texts are, by what they are in. */
    private static final Map<String, Set<String>> LEADING = Map.of(
            "", Set.of("choices"),
            "choices", Set.of("message"),
            "message", Set.of("content", "tool_calls", "function_call"),
            "content", Set.of("thinking"),
            "tool_calls", Set.of("function"));

    private static final Map<String, Set<String>> TEXTS = Map.of(
            "choices", Set.of("text"),
            "content", Set.of("text"),
            "thinking", Set.of("text"),
            "function", CALL,
            "function_call", CALL);

    private static final Set<String> REASONING = Set.of("reasoning_content", "reasoning");

    private final KeptText said = new KeptText(0);

    /** The name that the reasoning of the message at hand has here. */
    private @Nullable String reasons;

    private boolean hasChoices;

    private OutputSize() {}

    /** @param answer in OpenAI's shape, or the estimate is from its bytes */
    public static long tokens(byte[] answer) {
        OutputSize size = new OutputSize();
        try (JsonParser parser = Json.FACTORY.createParser(answer)) {
            parser.nextToken();
            size.count(parser, "");
        } catch (IOException notJson) {
            return TextWeight.tokens(answer.length);
        }
        return size.hasChoices ? size.said.tokens() : TextWeight.tokens(answer.length);
    }

    /** The parser stands on an object, or on a list of them. */
    private void count(JsonParser parser, String in) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            hasChoices |= in.equals("choices");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                count(parser, in);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            reasons = in.equals("message") ? null : reasons;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    countText(parser, in, field);
                } else if (isIn(LEADING, in, field)) {
                    count(parser, field);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    /** Refusals and what else a message says have many names; reasoning has two, and some servers tell it under both. */
    private void countText(JsonParser parser, String in, String field) throws IOException {
        if (in.equals("message") && REASONING.contains(field)) {
            reasons = reasons == null ? field : reasons;
            if (field.equals(reasons)) {
                said.count(parser);
            }
        } else if (in.equals("message") ? !field.equals("role") : isIn(TEXTS, in, field)) {
            said.count(parser);
        }
    }

    private static boolean isIn(Map<String, Set<String>> fields, String in, String field) {
        return fields.getOrDefault(in, Set.of()).contains(field);
    }
}
