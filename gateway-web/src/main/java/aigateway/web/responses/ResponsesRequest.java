package aigateway.web.responses;

import aigateway.call.Operation;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.TranslatedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** A request of OpenAI's Responses: as the client said it, and as a chat completion for everybody who knows no other. */
public final class ResponsesRequest extends TranslatedRequest {

    /** Where a chat completion's fields stand in a response's. */
    private static final Map<String, String> NAMES =
            Map.of("max_tokens", "max_output_tokens", "max_completion_tokens", "max_output_tokens");

    /** Chat completion's fields that OpenAI refuses in a response's request. */
    private static final Set<String> NOT_IN_RESPONSES = Set.of(
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "modalities",
            "n",
            "presence_penalty",
            "response_format",
            "seed",
            "stop");

    private ResponsesRequest(byte[] body, ObjectNode asked, ResponsesToChat translation) {
        super(body, asked, translation);
    }

    /** @throws aigateway.call.GatewayException a bad request, with the field at fault */
    public static ChatRequest read(byte[] body) {
        ObjectNode asked = ChatRequestReader.tree(body);
        ResponsesToChat translation = new ResponsesToChat(asked);
        return ChatRequestReader.read(translation.translate(), new ResponsesRequest(body, asked, translation));
    }

    /** What the client asked for, of which an answer repeats some. */
    ObjectNode asked() {
        return asked;
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI_RESPONSES;
    }

    @Override
    public Operation operation() {
        return Operation.RESPONSE;
    }

    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        boolean own = ChatRequest.OWN_FIELDS.stream().anyMatch(asked::has);
        if (defaults.isEmpty() && overrides.isEmpty() && !own) {
            return Json.withText(body, "model", upstreamModel);
        }
        ObjectNode said = Json.emptyObject();
        said.setAll(asked);
        said.remove(ChatRequest.OWN_FIELDS);
        said.put("model", upstreamModel);
        defaults.forEach((name, value) -> {
            if (!isSaid(said, name)) {
                set(said, name, Json.tree(value));
            }
        });
        overrides.forEach((name, value) -> set(said, name, Json.tree(value)));
        return Json.bytes(said);
    }

    private static boolean isSaid(ObjectNode said, String name) {
        return name.equals("reasoning_effort")
                ? said.path("reasoning").hasNonNull("effort")
                : said.hasNonNull(NAMES.getOrDefault(name, name));
    }

    private static void set(ObjectNode said, String name, JsonNode value) {
        if (name.equals("reasoning_effort")) {
            ObjectNode reasoning = said.path("reasoning").isObject()
                    ? (ObjectNode) said.get("reasoning").deepCopy()
                    : Json.emptyObject();
            said.set("reasoning", reasoning.set("effort", value));
        } else if (!NOT_IN_RESPONSES.contains(name)) {
            said.set(NAMES.getOrDefault(name, name), value);
        }
    }
}
