package aigateway.web.mistral;

import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        return Embeddings.read(body);
    }
}
