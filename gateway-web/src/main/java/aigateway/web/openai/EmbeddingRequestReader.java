package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.Operation;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for embeddings in one pass over its bytes. Any fault is a refusal that names the field.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings">OpenAI API reference</a>
 */
public final class EmbeddingRequestReader {

    private static final FieldNames NAMES = new FieldNames(List.of("model", "input"));

    private final byte[] body;
    private final InputSize size;
    private RequestFields.@Nullable Model model;
    private ChatRequest.@Nullable Range inputAt;

    private EmbeddingRequestReader(byte[] body) {
        this.body = body;
        this.size = new InputSize(body);
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        return new EmbeddingRequestReader(body).read();
    }

    /**
     * Reads what a client of another dialect said.
     *
     * @param asked the translation
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(ObjectNode asked, ChatRequest.Original said) {
        if (!asked.hasNonNull("model")) {
            throw badRequest("The field 'model' is missing.", "model");
        }
        return read(Json.bytes(asked)).of(said);
    }

    private ChatRequest read() {
        RequestFields.read(body, this::field);
        if (model == null) {
            throw badRequest("The field 'model' is missing.", "model");
        }
        if (inputAt == null) {
            throw badRequest("The field 'input' is missing.", "input");
        }
        return ChatRequest.of(Operation.EMBEDDING, body, model.name(), size.tokens(), model.at(), inputAt);
    }

    private void field(JsonParser parser, String field) throws IOException {
        switch (field) {
            case "model" -> model = RequestFields.model(parser);
            case "input" -> input(parser);
            default -> {
                NAMES.mustBeExact(field);
                parser.skipChildren();
            }
        }
    }

    /** A text, texts, tokens, or lists of tokens. */
    private void input(JsonParser parser) throws IOException {
        int start = RequestFields.start(parser);
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                size.countText(parser);
            } else if (token == JsonToken.VALUE_NUMBER_INT && depth > 0) {
                size.countToken();
            } else {
                throw badRequest("The field 'input' must be a text, or a list of texts or tokens.", "input");
            }
        } while (depth > 0 && parser.nextToken() != null);
        if (size.isNothing()) {
            throw badRequest("The field 'input' must not be empty.", "input");
        }
        inputAt = RequestFields.range(start, parser);
    }
}
