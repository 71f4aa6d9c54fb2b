package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest.Range;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a chat completion request in one pass over its bytes. Any fault is a refusal that names the field. */
public final class ChatRequestReader {

    /** Characters a token stands for, about, in the texts models are given. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    /** What an inline image or file counts as; its base64 text says nothing of its tokens. */
    private static final int TOKENS_OF_INLINE_DATA = 1000;

    private final byte[] body;

    private @Nullable String model;
    private @Nullable Range modelAt;
    private @Nullable Range streamOptionsAt;
    private @Nullable Range lastMessageAt;
    private boolean stream;
    private boolean includeUsage;
    private boolean ownFields;
    private @Nullable Long maxTokens;
    private @Nullable Long maxCompletionTokens;
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Long topK;
    private @Nullable Long seed;
    private @Nullable Long choices;
    private @Nullable Double frequencyPenalty;
    private @Nullable Double presencePenalty;
    private @Nullable List<String> stop;
    private long characters;
    private long inlineData;

    private ChatRequestReader(byte[] body) {
        this.body = body;
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        return new ChatRequestReader(body).read();
    }

    /**
     * Reads what a client of another dialect said.
     *
     * @param chat the translation
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(ObjectNode chat, ChatRequest.Original said) {
        if (!chat.hasNonNull("model")) {
            throw badRequest("The field 'model' is missing.", "model");
        }
        return read(Json.bytes(chat)).of(said);
    }

    /** @throws aigateway.call.GatewayException a bad request: the body is no JSON object */
    public static ObjectNode tree(byte[] body) {
        try {
            return Json.object(body);
        } catch (UncheckedIOException malformed) {
            throw badRequest("The request body is not a valid JSON object.", null);
        }
    }

    private ChatRequest read() {
        if (!isUtf8()) {
            throw badRequest("The request body must be UTF-8.", null);
        }
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            // Which of two values counts is for each reader to decide: ours and the vendor's could disagree.
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw badRequest("The request body must be a JSON object.", null);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                field(parser, field);
            }
            if (parser.nextToken() != null) {
                throw badRequest("The request body has text after its JSON object.", null);
            }
        } catch (StreamConstraintsException beyond) {
            throw badRequest(
                    "The request body is nested more deeply than " + Json.MAX_DEPTH
                            + " levels, or has a number or a name that is too long.",
                    null);
        } catch (JsonProcessingException malformed) {
            String said = malformed.getOriginalMessage();
            boolean twice = said != null && said.startsWith("Duplicate field");
            throw badRequest(
                    (twice ? said + " in the request body" : "The request body is not valid JSON")
                            + place(malformed.getLocation()) + ".",
                    null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (model == null || modelAt == null) {
            throw badRequest("The field 'model' is missing.", "model");
        }
        if (lastMessageAt == null) {
            throw badRequest("The field 'messages' is missing.", "messages");
        }
        return new ChatRequest(
                Operation.CHAT,
                body,
                model,
                stream,
                includeUsage,
                new OutputBound(maxTokens, maxCompletionTokens, choices),
                new ChatRequest.Parameters(
                        temperature, topP, topK, seed, choices, frequencyPenalty, presencePenalty, stop),
                characters / CHARACTERS_PER_TOKEN + inlineData * TOKENS_OF_INLINE_DATA + 1,
                modelAt,
                lastMessageAt,
                streamOptionsAt,
                ownFields,
                null);
    }

    /** What Jackson would take for UTF-16 or UTF-32 has a zero among its first bytes, or one of their marks. */
    private boolean isUtf8() {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Of a fault with a place; one that is about the whole, its depth for one, has none. */
    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private void field(JsonParser parser, String field) throws IOException {
        switch (field) {
            case "model" -> model(parser);
            case "messages" -> messages(parser);
            case "stream" -> stream = bool(parser, field);
            case "stream_options" -> streamOptions(parser);
            case "max_tokens" -> maxTokens = positive(parser, field);
            case "max_completion_tokens" -> maxCompletionTokens = positive(parser, field);
            case "temperature" -> temperature = number(parser, field);
            case "top_p" -> topP = number(parser, field);
            case "top_k" -> topK = whole(parser, field);
            case "seed" -> seed = whole(parser, field);
            case "n" -> choices = positive(parser, field);
            case "frequency_penalty" -> frequencyPenalty = number(parser, field);
            case "presence_penalty" -> presencePenalty = number(parser, field);
            case "stop" -> stop = stop(parser);
            default -> {
                ownFields |= ChatRequest.OWN_FIELDS.contains(field);
                count(parser);
            }
        }
    }

    private void model(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
            throw badRequest("The field 'model' must be the name of a model.", "model");
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        model = parser.getText();
        parser.finishToken();
        modelAt = new Range(start, (int) parser.currentLocation().getByteOffset());
    }

    private void messages(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw badRequest("The field 'messages' must be an array.", "messages");
        }
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw badRequest("Every message must be an object.", "messages[" + index + "]");
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            count(parser);
            lastMessageAt = new Range(start, (int) parser.currentLocation().getByteOffset());
            index++;
        }
        if (index == 0) {
            throw badRequest("The field 'messages' must have at least one message.", "messages");
        }
    }

    private void streamOptions(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            streamOptionsAt = range(parser);
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw badRequest("The field 'stream_options' must be an object.", "stream_options");
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("include_usage")) {
                includeUsage = bool(parser, "stream_options.include_usage");
            } else {
                parser.skipChildren();
            }
        }
        streamOptionsAt = new Range(start, (int) parser.currentLocation().getByteOffset());
    }

    private static Range range(JsonParser parser) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        return new Range(start, start + 4);
    }

    /** Walks over a value and counts its text. */
    private void count(JsonParser parser) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                countText(parser);
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    private void countText(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
        // The length alone: the text itself would be a second copy of an image of megabytes.
        int length = parser.getTextLength();
        if (length > 1024 && isData(start)) {
            inlineData++;
        } else {
            characters += length;
        }
    }

    private boolean isData(int at) {
        return at + 5 <= body.length
                && body[at] == 'd'
                && body[at + 1] == 'a'
                && body[at + 2] == 't'
                && body[at + 3] == 'a'
                && body[at + 4] == ':';
    }

    private static boolean bool(JsonParser parser, String field) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw badRequest("The field '" + field + "' must be true or false.", field);
        };
    }

    private static @Nullable Double number(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!parser.currentToken().isNumeric()) {
            throw badRequest("The field '" + field + "' must be a number.", field);
        }
        return parser.getDoubleValue();
    }

    private static @Nullable Long whole(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw badRequest("The field '" + field + "' must be a whole number.", field);
        }
        try {
            return parser.getLongValue();
        } catch (InputCoercionException tooLarge) {
            throw badRequest("The field '" + field + "' is too large.", field);
        }
    }

    private static @Nullable Long positive(JsonParser parser, String field) throws IOException {
        Long value = whole(parser, field);
        if (value != null && value < 1) {
            throw badRequest("The field '" + field + "' must be at least 1.", field);
        }
        return value;
    }

    private static @Nullable List<String> stop(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> List.of(parser.getText());
            case START_ARRAY -> {
                List<String> texts = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken() != JsonToken.VALUE_STRING) {
                        throw badRequest("The field 'stop' must hold texts.", "stop");
                    }
                    texts.add(parser.getText());
                }
                yield texts;
            }
            default -> throw badRequest("The field 'stop' must be a text or a list of texts.", "stop");
        };
    }
}
