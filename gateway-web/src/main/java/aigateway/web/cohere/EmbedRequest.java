package aigateway.web.cohere;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.EmbeddingOriginal;
import aigateway.web.openai.EmbeddingRequestReader;
import aigateway.web.openai.FieldNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request of Cohere's second embed: as the client said it, and in OpenAI's words for everybody else.
 *
 * @see <a href="https://docs.cohere.com/reference/embed">Cohere API reference</a>
 */
public final class EmbedRequest extends EmbeddingOriginal {

    private static final String DIMENSIONS = "output_dimension";
    private static final String TYPES = "embedding_types";

    /** What everybody's numbers can be told as. */
    private static final Set<String> TYPES_OF_ALL = Set.of("float", "base64");

    private static final Set<String> UNDERSTOOD =
            Set.of("model", "texts", "inputs", "images", TYPES, DIMENSIONS, "encoding_format");

    private static final FieldNames FIELDS = new FieldNames(UNDERSTOOD);

    private final byte[] body;

    private EmbedRequest(byte[] body, ObjectNode asked) {
        super(asked, DIMENSIONS);
        this.body = body;
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        EmbedRequest request = new EmbedRequest(body, ChatRequestReader.tree(body, FIELDS));
        return EmbeddingRequestReader.read(request.translated(), request);
    }

    private ObjectNode translated() {
        ObjectNode said = Json.emptyObject();
        said.set("model", asked.get("model"));
        ArrayNode input = said.putArray("input");
        texts().forEach(input::add);
        asked.path("inputs").forEach(one -> input.add(text(one)));
        if (!asked.path("images").isEmpty()) {
            input.add(ofCohereOnly("images", "Pictures").toString());
        }
        if (input.isEmpty()) {
            throw badRequest("The field 'texts' must be a list of texts, and not empty.", "texts");
        }
        for (JsonNode type : asked.path(TYPES)) {
            if (!TYPES_OF_ALL.contains(type.asText())) {
                ofCohereOnly(TYPES, "Numbers of the type '" + type.asText() + "'");
            }
        }
        if (asked.path(DIMENSIONS).isNumber()) {
            said.set("dimensions", asked.get(DIMENSIONS));
        }
        asked.properties().forEach(field -> {
            if (!UNDERSTOOD.contains(field.getKey()) && !field.getValue().isNull()) {
                drop(field.getKey());
            }
        });
        return said;
    }

    /** The texts that were asked about and have no other words around them. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : asked.path("texts")) {
            if (!text.isTextual()) {
                throw badRequest("The field 'texts' must be a list of texts.", "texts");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private String text(JsonNode input) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : input.path("content")) {
            text.append(
                    part.path("text").isTextual()
                            ? part.path("text").textValue()
                            : ofCohereOnly("inputs", "What is no text").toString());
        }
        return text.toString();
    }

    private JsonNode ofCohereOnly(String field, String what) {
        onlyAsIs = badRequest(what + " can be asked of Cohere's own models only.", field);
        return asked.path(field);
    }

    /** In what forms each vector is wanted. */
    List<String> types() {
        List<String> types = new ArrayList<>();
        asked.path(TYPES).forEach(type -> types.add(type.asText()));
        return types.isEmpty() ? List.of("float") : types;
    }

    @Override
    public Dialect dialect() {
        return Dialect.COHERE;
    }

    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        if (defaults.isEmpty() && overrides.isEmpty()) {
            return Json.withText(body, "model", upstreamModel);
        }
        ObjectNode said = asked.deepCopy().put("model", upstreamModel);
        set(said, defaults, overrides);
        return Json.bytes(said);
    }

    /** Whether Bedrock's models of Cohere's know every form it asks for. */
    public boolean isSaidAlikeAtBedrock() {
        return !types().contains("base64");
    }

    /**
     * The same where the address names the model.
     *
     * @param defaults fields, as OpenAI names them, for which the caller's value wins
     * @param overrides fields, as OpenAI names them, for which the target's value wins
     */
    public byte[] forAddressOfModel(Map<String, Object> defaults, Map<String, Object> overrides) {
        ObjectNode said = asked.deepCopy();
        said.remove("model");
        // Models that are asked for no form answer in an older shape, which no client of the second embed knows.
        types().forEach(said.putArray(TYPES)::add);
        set(said, defaults, overrides);
        return Json.bytes(said);
    }
}
