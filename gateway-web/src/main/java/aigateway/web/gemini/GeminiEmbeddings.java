package aigateway.web.gemini;

import aigateway.call.Usage;
import aigateway.web.call.Dialect;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.VectorsClient;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * OpenAI's embeddings as Gemini's {@code batchEmbedContents}, and back. Fields that OpenAI does not have, {@code taskType} for one,
 * go with every text.
 *
 * @see <a href="https://ai.google.dev/api/embeddings">Gemini API reference</a>
 */
public final class GeminiEmbeddings {

    /** A client that asks for one vector by {@code embedContent}, or for several by {@code batchEmbedContents}. */
    public static final ClientDialect CLIENT =
            new VectorsClient(Dialect.GEMINI, GeminiEmbeddings::said, GeminiEmbeddings::answer);

    private GeminiEmbeddings() {}

    /** @throws aigateway.call.GatewayException the input is tokens */
    public static ObjectNode request(ObjectNode asked) {
        ObjectNode body = Json.emptyObject();
        ArrayNode requests = body.putArray("requests");
        String model = asked.path("model").asText();
        for (String text : Embeddings.texts(asked)) {
            ObjectNode one = requests.addObject().put("model", resource(model));
            one.putObject("content").putArray("parts").addObject().put("text", text);
            if (asked.path("dimensions").isNumber()) {
                one.set("outputDimensionality", asked.get("dimensions"));
            }
            for (Map.Entry<String, JsonNode> field : asked.properties()) {
                if (!Embeddings.OPENAI_FIELDS.contains(field.getKey())) {
                    one.set(field.getKey(), field.getValue());
                }
            }
        }
        return body;
    }

    /** @throws UncheckedIOException no answer of Gemini's */
    public static Embeddings answer(byte[] body) {
        ObjectNode answer = Json.object(body);
        ArrayNode vectors = Json.emptyArray();
        if (answer.path("embedding").path("values").isArray()) {
            vectors.add(answer.path("embedding").path("values"));
        } else if (answer.path("embeddings").isArray()) {
            answer.path("embeddings").forEach(one -> vectors.add(one.path("values")));
        } else {
            throw new UncheckedIOException(new IOException("an answer without embeddings"));
        }
        JsonNode tokens = answer.path("usageMetadata").path("promptTokenCount");
        return new Embeddings(vectors, tokens.isNumber() ? Usage.of(tokens.longValue(), 0) : null);
    }

    private static ObjectNode said(Embeddings embeddings, ChatRequest request) {
        ObjectNode answer = Json.emptyObject();
        if (request.original() instanceof EmbedContentRequest asked && asked.isSingle()) {
            answer.putObject("embedding").set("values", embeddings.vectors().path(0));
        } else {
            ArrayNode all = answer.putArray("embeddings");
            embeddings.vectors().forEach(vector -> all.addObject().set("values", vector));
        }
        return answer;
    }

    /** A model with a slash, a tuned one, is of another collection. */
    static String resource(String model) {
        return model.contains("/") ? model : "models/" + model;
    }
}
