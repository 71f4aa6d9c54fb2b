package aigateway.web.gemini;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's embeddings as Vertex AI's {@code predict}. What a text is for, {@code task_type} and {@code title}, goes with
 * every text; other fields that OpenAI does not have are parameters.
 *
 * @see <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">Vertex AI: text
 *     embeddings</a>
 */
public final class VertexEmbeddings {

    private static final Set<String> OF_A_TEXT = Set.of("task_type", "title");

    private VertexEmbeddings() {}

    /** @throws aigateway.call.GatewayException the input is tokens */
    public static ObjectNode request(ObjectNode asked) {
        ObjectNode body = Json.emptyObject();
        ArrayNode instances = body.putArray("instances");
        ObjectNode each = Json.emptyObject();
        ObjectNode parameters = Json.emptyObject();
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            if (OF_A_TEXT.contains(field.getKey())) {
                each.set(field.getKey(), field.getValue());
            } else if (!Embeddings.OPENAI_FIELDS.contains(field.getKey())) {
                parameters.set(field.getKey(), field.getValue());
            }
        }
        if (asked.path("dimensions").isNumber()) {
            parameters.set("outputDimensionality", asked.get("dimensions"));
        }
        for (String text : Embeddings.texts(asked)) {
            instances.addObject().put("content", text).setAll(each);
        }
        if (!parameters.isEmpty()) {
            body.set("parameters", parameters);
        }
        return body;
    }

    /** @throws UncheckedIOException no answer of Vertex AI's */
    public static Embeddings answer(byte[] body) {
        JsonNode predictions = Json.object(body).path("predictions");
        if (!predictions.isArray()) {
            throw new UncheckedIOException(new IOException("an answer without predictions"));
        }
        ArrayNode vectors = Json.emptyArray();
        long tokens = 0;
        for (JsonNode prediction : predictions) {
            JsonNode embedded = prediction.path("embeddings");
            vectors.add(embedded.path("values"));
            tokens += embedded.path("statistics").path("token_count").asLong();
        }
        return new Embeddings(vectors, tokens > 0 ? Usage.of(tokens, 0) : null);
    }
}
