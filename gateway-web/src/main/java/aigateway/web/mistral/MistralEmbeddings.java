package aigateway.web.mistral;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * OpenAI's embeddings as Mistral takes them, which has another name for the dimensions and refuses what it does not know.
 *
 * @see <a href="https://docs.mistral.ai/api/endpoint/embeddings">Mistral API reference</a>
 */
public final class MistralEmbeddings {

    private MistralEmbeddings() {}

    public static ObjectNode request(ObjectNode asked) {
        ObjectNode body = asked.deepCopy();
        JsonNode dimensions = body.remove("dimensions");
        if (dimensions != null) {
            body.set("output_dimension", dimensions);
        }
        return body.remove(java.util.List.of("user", "encoding_format"));
    }

    /** @throws UncheckedIOException no answer of Mistral's */
    public static Embeddings answer(byte[] body) {
        ObjectNode answer = Json.object(body);
        if (!answer.path("data").isArray()) {
            throw new UncheckedIOException(new IOException("an answer without data"));
        }
        ArrayNode vectors = Json.emptyArray();
        answer.path("data").forEach(one -> vectors.add(one.path("embedding")));
        JsonNode tokens = answer.path("usage").path("prompt_tokens");
        return new Embeddings(vectors, tokens.isNumber() ? Usage.of(tokens.longValue(), 0) : null);
    }
}
