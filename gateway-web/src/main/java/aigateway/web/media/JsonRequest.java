package aigateway.web.media;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for anything but a text or vectors in one pass over its bytes. Any fault is a refusal that names the
 * field.
 */
public final class JsonRequest {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Operation operation;
    private final byte[] body;
    private @Nullable String model;
    private ChatRequest.@Nullable Range modelAt;
    private ChatRequest.@Nullable Range inputAt;
    private boolean documents;
    private boolean stream;
    private long characters;

    private JsonRequest(Operation operation, byte[] body) {
        this.operation = operation;
        this.body = body;
    }

    /**
     * @param otherwise the model that is meant where the body names none
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(Operation operation, byte[] body, Supplier<@Nullable String> otherwise) {
        JsonRequest request = new JsonRequest(operation, body);
        request.read();
        if (request.modelAt == null) {
            String meant = otherwise.get();
            if (meant == null) {
                throw badRequest("The field 'model' is missing.", "model");
            }
            return read(operation, withModel(body, meant), () -> null);
        }
        return request.read(request.modelAt);
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

    private void read() {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw badRequest("The request body must be a JSON object.", null);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, parser.currentName());
            }
            if (parser.nextToken() != null) {
                throw badRequest("The request body has text after its JSON object.", null);
            }
        } catch (JsonProcessingException malformed) {
            throw badRequest("The request body is not valid JSON.", null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (inputAt == null) {
            throw badRequest("The field '" + input() + "' is missing.", input());
        }
        if (operation == Operation.RERANK && !documents) {
            throw badRequest("The field 'documents' must be a list of texts, and not empty.", "documents");
        }
    }

    private void field(JsonParser parser, String field) throws IOException {
        JsonToken value = parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        if (field.equals("model")) {
            model(parser, start);
        } else if (field.equals(input())) {
            input(parser, start);
        } else if (field.equals("documents") && operation == Operation.RERANK) {
            documents = value == JsonToken.START_ARRAY && texts(parser) > 0;
        } else if (field.equals("stream") || field.equals("stream_format")) {
            // A form says it as a text; speech is streamed as events when it says so.
            stream |= value == JsonToken.VALUE_TRUE
                    || (value == JsonToken.VALUE_STRING
                            && (parser.getText().equals("true")
                                    || parser.getText().equals("sse")));
            parser.skipChildren();
        } else if (field.equals("prompt") && value == JsonToken.VALUE_STRING) {
            characters += parser.getTextLength();
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

    private void model(JsonParser parser, int start) throws IOException {
        if (model != null) {
            throw badRequest("The field 'model' stands twice in the request body.", "model");
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
            throw badRequest("The field 'model' must be the name of a model.", "model");
        }
        model = parser.getText();
        parser.finishToken();
        modelAt = new ChatRequest.Range(start, (int) parser.currentLocation().getByteOffset());
    }

    private void input(JsonParser parser, int start) throws IOException {
        if (inputAt != null) {
            throw badRequest("The field '" + input() + "' stands twice in the request body.", input());
        }
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
            characters += parser.getTextLength();
            parser.finishToken();
        } else {
            texts(parser);
        }
        inputAt = new ChatRequest.Range(start, (int) parser.currentLocation().getByteOffset());
    }

    /** Counts the characters of the texts in a list or an object, and returns how many elements a list has. */
    private int texts(JsonParser parser) throws IOException {
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
            } else if (token == JsonToken.VALUE_STRING && !parser.getText().startsWith("data:")) {
                characters += parser.getTextLength();
            }
        } while (depth > 0 && parser.nextToken() != null);
        return elements;
    }

    private ChatRequest read(ChatRequest.Range modelRange) {
        if (model == null || inputAt == null) {
            throw new IllegalStateException("read before it was checked");
        }
        ChatRequest request =
                ChatRequest.of(operation, body, model, characters / CHARACTERS_PER_TOKEN + 1, modelRange, inputAt);
        return stream ? request.streamed() : request;
    }
}
