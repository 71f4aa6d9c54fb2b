package aigateway.web.openai;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The calls of a message, for vendors that are strict about them. */
public final class ToolCalls {

    private ToolCalls() {}

    /** What a call calls; a call without arguments has an empty object of them. */
    public static ObjectNode function(JsonNode call) {
        JsonNode function = call.path("function");
        String arguments = function.path("arguments").asText("");
        ObjectNode copy = Json.emptyObject();
        copy.set("name", function.path("name"));
        copy.put("arguments", arguments.isBlank() ? "{}" : arguments);
        return copy;
    }

    /**
     * A call's arguments as an object, which OpenAI tells as a text.
     *
     * @param at where the call stands, for the refusal
     * @throws aigateway.call.GatewayException they are none
     */
    public static ObjectNode arguments(JsonNode call, String at) {
        JsonNode arguments = call.path("function").path("arguments");
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        String text = arguments.asText("");
        return text.isBlank()
                ? Json.emptyObject()
                : Json.objectIn(text)
                        .orElseThrow(() -> badRequest(
                                "The arguments of " + at + " must be a JSON object.", at + ".function.arguments"));
    }
}
