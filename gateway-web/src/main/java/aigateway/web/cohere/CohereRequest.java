package aigateway.web.cohere;

import aigateway.call.GatewayException;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of Cohere's second chat: as the client said it, and in OpenAI's words for everybody else. */
public final class CohereRequest implements ChatRequest.Original {

    private final byte[] body;
    private final ObjectNode asked;
    private final CohereToChat translation;

    private CohereRequest(byte[] body, ObjectNode asked, CohereToChat translation) {
        this.body = body;
        this.asked = asked;
        this.translation = translation;
    }

    /** @throws GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        ObjectNode asked = ChatRequestReader.tree(body);
        CohereToChat translation = new CohereToChat(asked);
        return ChatRequestReader.read(translation.translate(), new CohereRequest(body, asked, translation));
    }

    @Override
    public Dialect dialect() {
        return Dialect.COHERE;
    }

    @Override
    public @Nullable GatewayException onlyAsIs() {
        return translation.onlyAsIs();
    }

    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        if (defaults.isEmpty() && overrides.isEmpty()) {
            return Json.withText(body, "model", upstreamModel);
        }
        ObjectNode said = Json.emptyObject();
        said.setAll(asked);
        said.put("model", upstreamModel);
        inCohere(defaults).properties().forEach(field -> {
            if (!said.has(field.getKey())) {
                said.set(field.getKey(), field.getValue());
            }
        });
        said.setAll(inCohere(overrides));
        return Json.bytes(said);
    }

    /** What the target's fields come to in this dialect. */
    private static ObjectNode inCohere(Map<String, Object> fields) {
        ObjectNode chat = Json.emptyObject();
        fields.forEach((name, value) -> chat.set(name, Json.tree(value)));
        ObjectNode said = ChatToCohere.translate(chat).body();
        said.remove(List.of("model", "messages", "stream"));
        return said;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public List<String> dropped() {
        return translation.dropped();
    }
}
