package aigateway.web.cohere;

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
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/**
 * OpenAI's embeddings as Cohere's, which wants to know what they are for: {@code input_type} of the request says it, else
 * they are for documents that will be searched.
 *
 * @see <a href="https://docs.cohere.com/reference/embed">Cohere API reference</a>
 */
public final class CohereEmbeddings {

    /** A client that asks by the second embed. */
    public static final ClientDialect CLIENT =
            new VectorsClient(Dialect.COHERE, CohereEmbeddings::said, CohereEmbeddings::answer);

    private CohereEmbeddings() {}

    /** @throws aigateway.call.GatewayException the input is tokens */
    public static ObjectNode request(ObjectNode asked) {
        ObjectNode body = Json.emptyObject();
        body.set("model", asked.path("model"));
        ArrayNode texts = body.putArray("texts");
        Embeddings.texts(asked).forEach(texts::add);
        body.put("input_type", "search_document");
        body.putArray("embedding_types").add("float");
        if (asked.path("dimensions").isNumber()) {
            body.set("output_dimension", asked.get("dimensions"));
        }
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            if (!Embeddings.OPENAI_FIELDS.contains(field.getKey())) {
                body.set(field.getKey(), field.getValue());
            }
        }
        return body;
    }

    /** @throws UncheckedIOException no answer of Cohere's */
    public static Embeddings answer(byte[] body) {
        return told(Json.object(body));
    }

    /** @throws UncheckedIOException no answer of Cohere's */
    public static Embeddings told(ObjectNode answer) {
        JsonNode told = answer.path("embeddings");
        // Models of before there were forms tell the vectors themselves.
        JsonNode vectors = told.isArray() ? told : told.path("float");
        if (!vectors.isArray()) {
            // A client that asked for another form is understood by how many there are.
            Iterator<JsonNode> forms = told.elements();
            vectors = forms.hasNext() ? forms.next() : vectors;
        }
        if (!vectors.isArray()) {
            throw new UncheckedIOException(new IOException("an answer without embeddings"));
        }
        JsonNode billed = answer.path("meta").path("billed_units").path("input_tokens");
        return new Embeddings(vectors, billed.isNumber() ? Usage.of(billed.longValue(), 0) : null);
    }

    private static ObjectNode said(Embeddings embeddings, ChatRequest request) {
        ObjectNode answer = Json.emptyObject().put("id", UUID.randomUUID().toString());
        ObjectNode forms = answer.putObject("embeddings");
        if (request.original() instanceof EmbedRequest asked) {
            for (String type : asked.types()) {
                forms.set(type, type.equals("base64") ? embeddings.inBase64() : embeddings.vectors());
            }
            asked.texts().forEach(answer.putArray("texts")::add);
        }
        ObjectNode meta = answer.putObject("meta");
        meta.putObject("api_version").put("version", "2");
        Usage usage = embeddings.usage();
        if (usage != null) {
            meta.putObject("billed_units").put("input_tokens", usage.inputTokens());
        }
        return answer.put("response_type", "embeddings_by_type");
    }
}
