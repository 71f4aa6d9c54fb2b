package aigateway.web.anthropic;

import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.SetAside;
import aigateway.web.openai.TargetFields;
import aigateway.web.openai.TranslatedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A request of Anthropic's Messages: as the client said it, and in OpenAI's words for everybody else. */
public final class MessagesRequest extends TranslatedRequest {

    private static final String BETAS = "anthropic-beta";

    private final Map<String, String> headers;

    private MessagesRequest(
            SetAside pictures, ObjectNode asked, MessagesToChat translation, Map<String, String> headers) {
        super(pictures, asked, translation);
        this.headers = Map.copyOf(headers);
    }

    /**
     * @param headers of the dialect's own, {@code anthropic-beta} for one
     * @throws aigateway.call.GatewayException a bad request, with the field at fault
     */
    public static ChatRequest read(byte[] body, Map<String, String> headers) {
        SetAside pictures = SetAside.of(body);
        ObjectNode asked = ChatRequestReader.tree(pictures.rest(), MessagesToChat.FIELDS);
        MessagesToChat translation = new MessagesToChat(asked);
        ObjectNode chat = translation.translate();
        return ChatRequestReader.read(chat, new MessagesRequest(pictures, asked, translation, headers));
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    protected byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        ObjectNode claudes = upstreamModel.contains("claude") ? BroughtAlong.without(asked) : asked;
        return withModel(claudes, upstreamModel, inMessages(defaults), inMessages(overrides));
    }

    /** What the target's fields come to in this dialect. */
    private static ObjectNode inMessages(Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return Json.emptyObject();
        }
        ObjectNode chat = TargetFields.alone(fields);
        JsonNode bound = chat.has("max_completion_tokens") ? chat.get("max_completion_tokens") : chat.get("max_tokens");
        ObjectNode said = ChatToMessages.translate(chat).body();
        said.remove(List.of("model", "messages"));
        if (bound == null) {
            said.remove("max_tokens");
        }
        return said;
    }

    /**
     * The request as it goes to Claude on Vertex AI.
     *
     * @param dropped what is not known to be taken there, and left out
     */
    public record AtVertex(byte[] body, Map<String, String> headers, List<String> dropped) {}

    /** Whether Vertex AI takes the conversation as Anthropic does. */
    public boolean isSaidAlikeAtVertex() {
        return VertexMessages.takesTurns(asked);
    }

    /** The same for Vertex AI, whose addresses name the model: in its place stands the version of the protocol. */
    public AtVertex atVertex(String version, Map<String, Object> defaults, Map<String, Object> overrides) {
        String betas = headers.getOrDefault(BETAS, "");
        ObjectNode claudes = BroughtAlong.without(asked);
        VertexMessages there = VertexMessages.lookedAt(claudes, betas);
        byte[] said = claudes == asked && there.isWhole() && defaults.isEmpty() && overrides.isEmpty()
                ? Json.replaced(said("", defaults, overrides), "model", VertexMessages.VERSION, version)
                : Json.bytes(cut(claudes, betas, defaults, overrides).put(VertexMessages.VERSION, version));
        Map<String, String> told = there.betas().isEmpty() ? Map.of() : Map.of(BETAS, there.betas());
        return new AtVertex(pictures().whole(said), told, there.dropped());
    }

    private static ObjectNode cut(
            ObjectNode claudes, String betas, Map<String, Object> defaults, Map<String, Object> overrides) {
        ObjectNode said = claudes.deepCopy();
        VertexMessages.cut(said, betas);
        TargetFields.set(said, inMessages(defaults), inMessages(overrides));
        said.remove("model");
        return said;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
