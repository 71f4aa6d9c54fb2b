package aigateway.web.completions;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for the completion of a prompt: as the client said it, and as a chat of one message for models that chat. */
public final class CompletionsRequest implements ChatRequest.Original {

    private final byte[] body;
    private final ObjectNode asked;
    private final PromptToChat translation;

    private CompletionsRequest(byte[] body, ObjectNode asked, PromptToChat translation) {
        this.body = body;
        this.asked = asked;
        this.translation = translation;
    }

    /** @throws GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        ObjectNode asked = ChatRequestReader.tree(body);
        PromptToChat translation = new PromptToChat(asked);
        return ChatRequestReader.read(translation.translate(), new CompletionsRequest(body, asked, translation));
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
    public @Nullable GatewayException onlyAsIs() {
        return translation.onlyAsIs();
    }

    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
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
        defaults.forEach((name, value) -> {
            if (!said.hasNonNull(name(name))) {
                said.set(name(name), Json.tree(value));
            }
        });
        overrides.forEach((name, value) -> said.set(name(name), Json.tree(value)));
        return Json.bytes(said);
    }

    private static String name(String chats) {
        return chats.equals("max_completion_tokens") ? "max_tokens" : chats;
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
