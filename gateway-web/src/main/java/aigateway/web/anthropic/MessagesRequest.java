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
        ObjectNode asked = ChatRequestReader.tree(pictures.rest());
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
        if (defaults.isEmpty() && overrides.isEmpty()) {
            return Json.withText(body, "model", upstreamModel);
        }
        ObjectNode said = Json.emptyObject();
        said.setAll(asked);
        said.put("model", upstreamModel);
        TargetFields.set(said, inMessages(defaults), inMessages(overrides));
        return Json.bytes(said);
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

    @Override
    public Map<String, String> headers() {
        return headers;
    }
}
