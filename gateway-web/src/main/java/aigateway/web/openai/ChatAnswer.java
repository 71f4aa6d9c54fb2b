package aigateway.web.openai;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat completion's answer says that the gateway acts on.
 *
 * @param usage null when the upstream told nothing
 */
public record ChatAnswer(
        @Nullable String id, @Nullable String model, List<String> finishReasons, @Nullable Usage usage) {

    public static final ChatAnswer NOTHING = new ChatAnswer(null, null, List.of(), null);

    /**
     * @throws IOException the body is no JSON object, or says an error
     */
    public static ChatAnswer read(byte[] body) throws IOException {
        return read(body, true);
    }

    /**
     * @param writes whether the answer is a text, and so has tokens of its own
     * @throws IOException the body is no JSON object, or says an error
     */
    public static ChatAnswer read(byte[] body, boolean writes) throws IOException {
        String id = null;
        String model = null;
        Usage usage = null;
        List<String> finishReasons = new ArrayList<>(1);
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = text(parser);
                    case "model" -> model = text(parser);
                    case "usage" -> usage = UsageReader.read(parser, writes);
                    case "choices" -> {
                        if (value == JsonToken.START_ARRAY) {
                            readChoices(parser, finishReasons);
                        } else {
                            parser.skipChildren();
                        }
                    }
                    case "error" -> {
                        if (value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE) {
                            throw new IOException("an error in the place of an answer");
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        return new ChatAnswer(id, model, finishReasons, usage);
    }

    private static void readChoices(JsonParser parser, List<String> finishReasons) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean reason = parser.currentName().equals("finish_reason");
                parser.nextToken();
                String text = reason ? text(parser) : null;
                if (text != null) {
                    finishReasons.add(text);
                }
                parser.skipChildren();
            }
        }
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            // Of what the vendor does not say nothing is told.
            return parser.getTextLength() == 0 ? null : parser.getText();
        }
        parser.skipChildren();
        return null;
    }
}
