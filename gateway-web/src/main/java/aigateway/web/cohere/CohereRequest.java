package aigateway.web.cohere;

import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.SetAside;
import aigateway.web.openai.TargetFields;
import aigateway.web.openai.TranslatedRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A request of Cohere's second chat: as the client said it, and in OpenAI's words for everybody else. */
public final class CohereRequest extends TranslatedRequest {

    private CohereRequest(SetAside pictures, ObjectNode asked, CohereToChat translation) {
        super(pictures, asked, translation);
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        SetAside pictures = SetAside.of(body);
        ObjectNode asked = ChatRequestReader.tree(pictures.rest(), CohereToChat.FIELDS);
        CohereToChat translation = new CohereToChat(asked);
        return ChatRequestReader.read(translation.translate(), new CohereRequest(pictures, asked, translation));
    }

    @Override
    public Dialect dialect() {
        return Dialect.COHERE;
    }

    @Override
    protected byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        return withModel(upstreamModel, inCohere(defaults), inCohere(overrides));
    }

    /** What the target's fields come to in this dialect. */
    private static ObjectNode inCohere(Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return Json.emptyObject();
        }
        ObjectNode said = ChatToCohere.translate(TargetFields.alone(fields)).body();
        said.remove(List.of("model", "messages", "stream"));
        return said;
    }
}
