package aigateway.web.openai;

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
}
