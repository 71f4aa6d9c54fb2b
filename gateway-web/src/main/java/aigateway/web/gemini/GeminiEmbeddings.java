package aigateway.web.gemini;

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
 * OpenAI's embeddings as Gemini's {@code batchEmbedContents}. Fields that OpenAI does not have, {@code taskType} for one,
 * go with every text.
 *
 * @see <a href="https://ai.google.dev/api/embeddings">Gemini API reference</a>
 */
public final class GeminiEmbeddings {

    private static final Set<String> OPENAI_FIELDS = Set.of("model", "input", "encoding_format", "dimensions", "user");

    private GeminiEmbeddings() {}

    /** @throws aigateway.call.GatewayException the input is tokens */
    public static ObjectNode request(ObjectNode asked) {
        ObjectNode body = Json.emptyObject();
        ArrayNode requests = body.putArray("requests");
        String model = asked.path("model").asText();
        for (String text : Embeddings.texts(asked)) {
            ObjectNode one = requests.addObject().put("model", model.contains("/") ? model : "models/" + model);
            one.putObject("content").putArray("parts").addObject().put("text", text);
            if (asked.path("dimensions").isNumber()) {
                one.set("outputDimensionality", asked.get("dimensions"));
            }
            for (Map.Entry<String, JsonNode> field : asked.properties()) {
                if (!OPENAI_FIELDS.contains(field.getKey())) {
                    one.set(field.getKey(), field.getValue());
                }
            }
        }
        return body;
    }

    /** @throws UncheckedIOException no answer of Gemini's */
    public static Embeddings answer(byte[] body) {
        JsonNode embeddings = Json.object(body).path("embeddings");
        if (!embeddings.isArray()) {
            throw new UncheckedIOException(new IOException("an answer without embeddings"));
        }
        ArrayNode vectors = Json.emptyArray();
        embeddings.forEach(one -> vectors.add(one.path("values")));
        return new Embeddings(vectors, null);
    }
}
