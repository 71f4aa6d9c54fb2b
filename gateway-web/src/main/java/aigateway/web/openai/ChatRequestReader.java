package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;
import static aigateway.web.openai.RequestFields.bool;
import static aigateway.web.openai.RequestFields.number;
import static aigateway.web.openai.RequestFields.positive;
import static aigateway.web.openai.RequestFields.texts;
import static aigateway.web.openai.RequestFields.whole;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest.Range;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a chat completion request in one pass over its bytes. Any fault is a refusal that names the field. */
public final class ChatRequestReader {

    private static final FieldNames NAMES = new FieldNames(List.of(
                    "model",
                    "messages",
                    "stream",
                    "stream_options",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "top_k",
                    "seed",
                    "n",
                    "frequency_penalty",
                    "presence_penalty",
                    "stop"))
            .and(ChatRequest.OWN_FIELDS);

    private static final FieldNames NAMES_OF_OPTIONS = new FieldNames(List.of("include_usage"));

    private final byte[] body;
    private final InputSize size;

    private RequestFields.@Nullable Model model;
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

    private ChatRequestReader(byte[] body) {
        this.body = body;
        this.size = new InputSize(body);
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
            return Json.unambiguous(body);
        } catch (UncheckedIOException malformed) {
            throw badRequest("The request body is not a valid JSON object in which no field stands twice.", null);
        }
    }

    /**
     * The same, of a body in which certain fields are looked for.
     *
     * @throws aigateway.call.GatewayException a bad request: the body is no JSON object, or spells one of them otherwise
     */
    public static ObjectNode tree(byte[] body, FieldNames names) {
        ObjectNode said = tree(body);
        names.mustBeExact(said);
        return said;
    }

    private ChatRequest read() {
        RequestFields.read(body, this::field);
        if (model == null) {
            throw badRequest("The field 'model' is missing.", "model");
        }
        if (lastMessageAt == null) {
            throw badRequest("The field 'messages' is missing.", "messages");
        }
        return new ChatRequest(
                Operation.CHAT,
                body,
                model.name(),
                stream,
                includeUsage,
                new OutputBound(maxTokens, maxCompletionTokens, choices),
                new Parameters(temperature, topP, topK, seed, choices, frequencyPenalty, presencePenalty, stop),
                size.tokens(),
                model.at(),
                lastMessageAt,
                streamOptionsAt,
                ownFields,
                null);
    }

    private void field(JsonParser parser, String field) throws IOException {
        switch (field) {
            case "model" -> model = RequestFields.model(parser);
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
            case "stop" -> stop = texts(parser, field);
            default -> {
                NAMES.mustBeExact(field);
                ownFields |= ChatRequest.OWN_FIELDS.contains(field);
                size.count(parser);
            }
        }
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
            int start = RequestFields.start(parser);
            size.count(parser);
            lastMessageAt = RequestFields.range(start, parser);
            index++;
        }
        if (index == 0) {
            throw badRequest("The field 'messages' must have at least one message.", "messages");
        }
    }

    private void streamOptions(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            int start = RequestFields.start(parser);
            streamOptionsAt = new Range(start, start + 4);
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw badRequest("The field 'stream_options' must be an object.", "stream_options");
        }
        int start = RequestFields.start(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("include_usage")) {
                includeUsage = bool(parser, "stream_options.include_usage");
            } else {
                NAMES_OF_OPTIONS.mustBeExact(field);
                parser.skipChildren();
            }
        }
        streamOptionsAt = RequestFields.range(start, parser);
    }
}
