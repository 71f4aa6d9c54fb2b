package aigateway.web.completions;

import aigateway.call.Operation;
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

/** A request for the completion of a prompt: as the client said it, and as a chat of one message for models that chat. */
public final class CompletionsRequest extends TranslatedRequest {

    private CompletionsRequest(SetAside pictures, ObjectNode asked, PromptToChat translation) {
        super(pictures, asked, translation);
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        SetAside pictures = SetAside.of(body);
        ObjectNode asked = ChatRequestReader.tree(pictures.rest(), PromptToChat.FIELDS);
        PromptToChat translation = new PromptToChat(asked);
        return ChatRequestReader.read(translation.translate(), new CompletionsRequest(pictures, asked, translation));
    }

    /** Whether the client wants to hear of the usage at a stream's end. */
    boolean includeUsage() {
        return asked.path("stream_options").path("include_usage").asBoolean();
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_COMPLETIONS;
    }

    @Override
    public Operation operation() {
        return Operation.COMPLETION;
    }

    @Override
    protected byte[] said(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        boolean askForUsage = asked.path("stream").asBoolean() && !includeUsage();
        boolean own = ChatRequest.OWN_FIELDS.stream().anyMatch(asked::has);
        if (defaults.isEmpty() && overrides.isEmpty() && !askForUsage && !own) {
            return Json.withText(body, "model", upstreamModel);
        }
        ObjectNode said = asked.deepCopy();
        said.remove(ChatRequest.OWN_FIELDS);
        said.put("model", upstreamModel);
        if (askForUsage) {
            JsonNode options = said.path("stream_options");
            (options instanceof ObjectNode there ? there : said.putObject("stream_options")).put("include_usage", true);
        }
        TargetFields.set(said, inCompletions(defaults), inCompletions(overrides));
        return Json.bytes(said);
    }

    /** What the target's fields come to in this dialect. */
    private static ObjectNode inCompletions(Map<String, Object> fields) {
        ObjectNode said = TargetFields.alone(fields);
        JsonNode bound = said.remove("max_completion_tokens");
        return bound == null ? said : said.set("max_tokens", bound);
    }
}
