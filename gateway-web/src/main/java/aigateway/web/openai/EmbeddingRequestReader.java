package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for embeddings in one pass over its bytes. Any fault is a refusal that names the field.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings">OpenAI API reference</a>
 */
public final class EmbeddingRequestReader {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final byte[] body;
    private @Nullable String model;
    private ChatRequest.@Nullable Range modelAt;
    private ChatRequest.@Nullable Range inputAt;
    private long characters;
    private long tokens;

    private EmbeddingRequestReader(byte[] body) {
        this.body = body;
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        return new EmbeddingRequestReader(body).read();
    }

    private ChatRequest read() {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw badRequest("The request body must be a JSON object.", null);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                switch (field) {
                    case "model" -> model(parser, start);
                    case "input" -> input(parser, start);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw badRequest("The request body has text after its JSON object.", null);
            }
        } catch (JsonProcessingException malformed) {
            throw badRequest("The request body is not valid JSON.", null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (model == null || modelAt == null) {
            throw badRequest("The field 'model' is missing.", "model");
        }
        if (inputAt == null) {
            throw badRequest("The field 'input' is missing.", "input");
        }
        return ChatRequest.of(
                Operation.EMBEDDING, body, model, characters / CHARACTERS_PER_TOKEN + tokens + 1, modelAt, inputAt);
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

    /** A text, texts, tokens, or lists of tokens. */
    private void input(JsonParser parser, int start) throws IOException {
        if (inputAt != null) {
            throw badRequest("The field 'input' stands twice in the request body.", "input");
        }
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                characters += parser.getTextLength();
            } else if (token == JsonToken.VALUE_NUMBER_INT && depth > 0) {
                tokens++;
            } else {
                throw badRequest("The field 'input' must be a text, or a list of texts or tokens.", "input");
            }
        } while (depth > 0 && parser.nextToken() != null);
        if (characters == 0 && tokens == 0) {
            throw badRequest("The field 'input' must not be empty.", "input");
        }
        inputAt = new ChatRequest.Range(start, (int) parser.currentLocation().getByteOffset());
    }
}
