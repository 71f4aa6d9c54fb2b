package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.EmbeddingOriginal;
import aigateway.web.openai.EmbeddingRequestReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request of Gemini's {@code embedContent} or {@code batchEmbedContents}: as the client said it, and in OpenAI's words
 * for everybody else.
 *
 * @see <a href="https://ai.google.dev/api/embeddings">Gemini API reference</a>
 */
public final class EmbedContentRequest extends EmbeddingOriginal {

    private static final String DIMENSIONS = "outputDimensionality";

    static final Set<String> UNDERSTOOD = Set.of("requests", "model", "content", DIMENSIONS);

    private final boolean batch;

    private EmbedContentRequest(ObjectNode asked, boolean batch) {
        super(asked, DIMENSIONS);
        this.batch = batch;
    }

    /**
     * @param model which stands in the address
     * @param batch which does, too
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(byte[] body, String model, boolean batch) {
        ObjectNode asked = ChatRequestReader.tree(body);
        ProtoMessage.EMBED_CONTENT.read(asked);
        EmbedContentRequest request = new EmbedContentRequest(asked, batch);
        return EmbeddingRequestReader.read(request.translated(model), request);
    }

    /** Whether one vector is asked for, as no list of one. */
    public boolean isSingle() {
        return !batch;
    }

    private ObjectNode translated(String model) {
        ObjectNode said = Json.emptyObject().put("model", model);
        ArrayNode input = said.putArray("input");
        List<ObjectNode> requests = requests(asked);
        for (int i = 0; i < requests.size(); i++) {
            ObjectNode one = requests.get(i);
            String at = batch ? "requests[" + i + "]." : "";
            input.add(text(one.path("content"), at + "content"));
            dimensions(one, said, at);
            one.fieldNames().forEachRemaining(name -> {
                if (!name.equals("content") && !name.equals("model") && !name.equals(DIMENSIONS)) {
                    drop(name);
                }
            });
        }
        return said;
    }

    private List<ObjectNode> requests(ObjectNode body) {
        if (!batch) {
            return List.of(body);
        }
        List<ObjectNode> requests = new ArrayList<>();
        for (JsonNode one : body.path("requests")) {
            if (!(one instanceof ObjectNode request)) {
                throw badRequest("The field 'requests' must hold objects.", "requests");
            }
            requests.add(request);
        }
        if (requests.isEmpty()) {
            throw badRequest("The field 'requests' must be a list of requests, and not empty.", "requests");
        }
        return requests;
    }

    private String text(JsonNode content, String at) {
        if (!content.path("parts").isArray()) {
            throw badRequest("The field '" + at + "' must have a list of parts.", at);
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content.path("parts")) {
            if (part.path("text").isTextual()) {
                text.append(part.path("text").textValue());
            } else {
                onlyAsIs = badRequest("What is no text can be embedded by Gemini's own models only.", at);
                text.append(part);
            }
        }
        return text.toString();
    }

    private void dimensions(ObjectNode one, ObjectNode said, String at) {
        JsonNode wanted = one.path(DIMENSIONS);
        JsonNode before = said.path("dimensions");
        if (wanted.isNumber() && before.isNumber() && !wanted.equals(before)) {
            onlyAsIs = badRequest(
                    "Vectors of different length can be asked of Gemini's own models only.", at + DIMENSIONS);
        } else if (wanted.isNumber()) {
            said.set("dimensions", wanted);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    /** Each part of a batch names the model, too. */
    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        ObjectNode said = asked.deepCopy();
        for (ObjectNode one : requests(said)) {
            if (batch || one.has("model")) {
                one.put("model", GeminiEmbeddings.resource(upstreamModel));
            }
            set(one, defaults, overrides);
        }
        return Json.bytes(said);
    }
}
