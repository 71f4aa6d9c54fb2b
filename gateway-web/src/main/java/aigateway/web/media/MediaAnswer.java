package aigateway.web.media;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a whole answer says that the gateway acts on. Pictures in it are passed over, not read. */
public final class MediaAnswer {

    private static final Set<String> TEXTS = Set.of("text", "srt", "vtt");

    private @Nullable String id;
    private @Nullable String model;
    private @Nullable JsonNode usage;
    private long images;
    private double seconds;
    private boolean said;

    private MediaAnswer() {}

    /** @throws IOException it is no answer, or an error in the place of one */
    static ChatAnswer read(ChatRequest request, byte[] body) throws IOException {
        MediaAnswer answer = new MediaAnswer();
        if (isJson(request, body)) {
            answer.read(body);
            if (!answer.said) {
                throw new IOException("neither results nor data nor a text");
            }
        } else if (new String(body, 0, Math.min(body.length, 15), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("(?s)<(!doctype|html).*")) {
            throw new IOException("a page in the place of an answer");
        }
        return new ChatAnswer(
                answer.id,
                answer.model,
                List.of(),
                MediaUsage.of(request, answer.usage, answer.images, answer.seconds));
    }

    /** A transcription may be wanted as a text, and speech that is not streamed is sound. */
    private static boolean isJson(ChatRequest request, byte[] body) {
        return switch (request.operation()) {
            case SPEECH -> body.length > 0 && body[0] == '{';
            case TRANSCRIPTION, TRANSLATION -> !TEXTS.contains(
                    Json.object(request.body()).path("response_format").asText());
            default -> true;
        };
    }

    private void read(byte[] body) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = parser.getValueAsString();
                    case "model" -> model = parser.getValueAsString();
                    case "usage" -> usage = Json.tree(parser);
                    case "meta" -> {
                        JsonNode billed = Json.tree(parser).path("billed_units");
                        usage = billed.isObject() ? billed : usage;
                    }
                    case "duration" -> seconds = parser.getValueAsDouble();
                    case "text", SpokenAnswer.SOUND -> said = true;
                    case "results", "data" -> {
                        said = value == JsonToken.START_ARRAY;
                        images = field.equals("data") ? elements(parser) : 0;
                    }
                    case "error" -> {
                        if (value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE) {
                            throw new IOException("an error in the place of an answer");
                        }
                    }
                    default -> {}
                }
                parser.skipChildren();
            }
        }
    }

    private static long elements(JsonParser parser) throws IOException {
        long elements = 0;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements++;
                parser.skipChildren();
            }
        }
        return elements;
    }

    /** What a trace holds: of pictures their number, of sound its length, of everything else all. */
    public static byte[] summary(Operation operation, byte[] answer) {
        if (answer.length == 0 || answer[0] != '{') {
            ObjectNode told = Json.emptyObject();
            return Json.bytes(
                    operation == Operation.SPEECH
                            ? told.put("bytes", answer.length)
                            : told.put("text", new String(answer, StandardCharsets.UTF_8)));
        }
        ObjectNode told = Json.object(answer);
        if (operation == Operation.SPEECH && told.remove(SpokenAnswer.SOUND) != null) {
            told.put("bytes", SpokenAnswer.sound(answer).length);
        }
        for (JsonNode image : told.path("data")) {
            if (image instanceof ObjectNode picture && picture.has("b64_json")) {
                picture.put("b64_json", "(" + picture.path("b64_json").asText().length() + " characters)");
            }
        }
        return Json.bytes(told);
    }
}
