package aigateway.web.gemini;

import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.SetAside;
import aigateway.web.openai.TargetFields;
import aigateway.web.openai.TranslatedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A request of Gemini's {@code generateContent}: as the client said it, and in OpenAI's words for everybody else. */
public final class GenerateContentRequest extends TranslatedRequest {

    private GenerateContentRequest(SetAside pictures, ObjectNode asked, GeminiToChat translation) {
        super(pictures, asked, translation);
    }

    /**
     * @param model which stands in the address
     * @param stream which does, too
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(byte[] body, String model, boolean stream) {
        SetAside pictures = SetAside.of(body);
        ObjectNode asked = ChatRequestReader.tree(pictures.rest());
        ProtoMessage.GENERATE_CONTENT.read(asked);
        GeminiToChat translation = new GeminiToChat(asked);
        ObjectNode chat = translation.translate(model, stream);
        return ChatRequestReader.read(chat, new GenerateContentRequest(pictures, asked, translation));
    }

    /** A request to count may hold the request that is meant, so that its tools and instructions count, too. */
    public static byte[] toBeCounted(byte[] body) {
        ObjectNode asked = ChatRequestReader.tree(body);
        ProtoMessage.COUNT_TOKENS.read(asked);
        JsonNode meant = asked.path("generateContentRequest");
        return meant.isObject() ? Json.bytes(meant) : body;
    }

    /**
     * Whether Vertex AI takes it as Google's other address does: there every turn has a role, and before Gemini 3 calls have
     * no ids, which a conversation may have brought along from another model.
     */
    public boolean isSaidAlikeAtVertex(String model) {
        boolean mayHaveIds = GeminiVersion.isFrom3On(model);
        for (JsonNode content : asked.path("contents")) {
            if (!content.path("role").isTextual()) {
                return false;
            }
            for (JsonNode part : content.path("parts")) {
                boolean hasId = part.path("functionCall").has("id")
                        || part.path("functionResponse").has("id");
                if (hasId && !mayHaveIds) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    protected byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        boolean signs = GeminiVersion.isFrom3On(upstreamModel) && !Signatures.isSigned(asked.path("contents"));
        boolean sets = !defaults.isEmpty() || !overrides.isEmpty();
        if (!signs && !sets) {
            return body;
        }
        ObjectNode said = asked.deepCopy();
        if (signs) {
            Signatures.sign(said.path("contents"));
        }
        if (sets) {
            ObjectNode config = said.withObjectProperty("generationConfig");
            TargetFields.set(config, inGemini(upstreamModel, defaults), inGemini(upstreamModel, overrides));
        }
        return Json.bytes(said);
    }

    /** What the target's fields come to in this dialect. */
    private static ObjectNode inGemini(String model, Map<String, Object> fields) {
        JsonNode config = ChatToGemini.translate(TargetFields.alone(fields).put("model", model))
                .body()
                .path("generationConfig");
        return config instanceof ObjectNode object ? object : Json.emptyObject();
    }
}
