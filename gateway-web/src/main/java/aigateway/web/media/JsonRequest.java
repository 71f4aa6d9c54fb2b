package aigateway.web.media;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.FieldNames;
import aigateway.web.openai.InputSize;
import aigateway.web.openai.RequestFields;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for anything but a text or vectors in one pass over its bytes. Any fault is a refusal that names the
 * field.
 */
public final class JsonRequest {

    /** Those of every operation, and those that tell what it will use. */
    private static final FieldNames NAMES = new FieldNames(List.of(
            "model",
            "query",
            "prompt",
            "image",
            "file",
            "input",
            "documents",
            "stream",
            "stream_format",
            "n",
            "size",
            "quality"));

    private final Operation operation;
    private final byte[] body;
    private final InputSize size;
    private RequestFields.@Nullable Model model;
    private ChatRequest.@Nullable Range inputAt;
    private boolean documents;
    private boolean stream;

    private JsonRequest(Operation operation, byte[] body) {
        this.operation = operation;
        this.body = body;
        this.size = new InputSize(body);
    }

    /**
     * @param otherwise the model that is meant where the body names none
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(Operation operation, byte[] body, Supplier<@Nullable String> otherwise) {
        JsonRequest request = new JsonRequest(operation, body);
        ChatRequest.Range input = request.read();
        if (request.model == null) {
            String meant = otherwise.get();
            if (meant == null) {
                throw badRequest("The field 'model' is missing.", "model");
            }
            return read(operation, withModel(body, meant), () -> null);
        }
        RequestFields.Model named = request.model;
        ChatRequest asked = ChatRequest.of(operation, body, named.name(), request.size.tokens(), named.at(), input);
        return request.stream ? asked.streamed() : asked;
    }

    private static byte[] withModel(byte[] body, String model) {
        byte[] name = Json.quoted(model);
        byte[] field = "\"model\":".getBytes(StandardCharsets.US_ASCII);
        int brace = 0;
        while (body[brace] != '{') {
            brace++;
        }
        // Of an object, which has been read, and has the field that is asked about.
        byte[] result = new byte[body.length + field.length + name.length + 1];
        System.arraycopy(body, 0, result, 0, brace + 1);
        System.arraycopy(field, 0, result, brace + 1, field.length);
        System.arraycopy(name, 0, result, brace + 1 + field.length, name.length);
        result[brace + 1 + field.length + name.length] = ',';
        System.arraycopy(body, brace + 1, result, brace + 2 + field.length + name.length, body.length - brace - 1);
        return result;
    }

    private ChatRequest.Range read() {
        RequestFields.read(body, this::field);
        if (inputAt == null) {
            throw badRequest("The field '" + input() + "' is missing.", input());
        }
        if (operation == Operation.RERANK && !documents) {
            throw badRequest("The field 'documents' must be a list of texts, and not empty.", "documents");
        }
        return inputAt;
    }

    private void field(JsonParser parser, String field) throws IOException {
        NAMES.mustBeExact(field);
        JsonToken value = parser.currentToken();
        if (field.equals("model")) {
            model = RequestFields.model(parser);
        } else if (field.equals(input())) {
            input(parser);
        } else if (field.equals("documents") && operation == Operation.RERANK) {
            documents = value == JsonToken.START_ARRAY && size.count(parser) > 0;
        } else if (field.equals("stream") || field.equals("stream_format")) {
            // A form says it as a text; speech is streamed as events when it says so.
            stream |= value == JsonToken.VALUE_TRUE
                    || (value == JsonToken.VALUE_STRING
                            && (parser.getText().equals("true")
                                    || parser.getText().equals("sse")));
            parser.skipChildren();
        } else if (field.equals("prompt") && value == JsonToken.VALUE_STRING) {
            size.countText(parser);
        } else {
            parser.skipChildren();
        }
    }

    /** What is asked about: no request is without. */
    private String input() {
        return switch (operation) {
            case RERANK -> "query";
            case IMAGE_GENERATION -> "prompt";
            case IMAGE_EDIT, IMAGE_VARIATION -> "image";
            case TRANSCRIPTION, TRANSLATION -> "file";
            default -> "input";
        };
    }

    private void input(JsonParser parser) throws IOException {
        int start = RequestFields.start(parser);
        boolean file = input().equals("file") || input().equals("image");
        boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
        boolean list = parser.currentToken() == JsonToken.START_ARRAY;
        if (file
                ? text || !parser.currentToken().isStructStart()
                : !text && !(list && operation == Operation.MODERATION)) {
            throw badRequest("The field '" + input() + "' must be " + (file ? "a file." : "a text."), input());
        }
        if (text) {
            if (parser.getText().isBlank()) {
                throw badRequest("The field '" + input() + "' must not be empty.", input());
            }
            size.countText(parser);
            parser.finishToken();
        } else {
            size.count(parser);
        }
        inputAt = RequestFields.range(start, parser);
    }
}
