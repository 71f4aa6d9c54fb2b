package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** What a response is made of: thoughts, messages, calls. Each has an id of its own. */
final class OutputItem {

    /** By its answer and its place there; a vendor's own id has no second underscore. */
    private static final Pattern THOUGHTS_OF_OURS = Pattern.compile("rs_[A-Za-z0-9]*_[0-9]+");

    private OutputItem() {}

    static ObjectNode reasoning(String id) {
        ObjectNode item = Json.emptyObject().put("id", "rs_" + id).put("type", "reasoning");
        item.putArray("summary");
        return item;
    }

    /** Whether an item of that id was made of what a vendor told in a chat completion. */
    static boolean isThoughtOfOurs(String id) {
        return THOUGHTS_OF_OURS.matcher(id).matches();
    }

    static ObjectNode message(String id, String status) {
        ObjectNode item = Json.emptyObject().put("id", "msg_" + id).put("type", "message");
        item.put("status", status).put("role", "assistant");
        item.putArray("content");
        return item;
    }

    static ObjectNode call(String id, String status, JsonNode call) {
        JsonNode function = call.path("function");
        return Json.emptyObject()
                .put("id", "fc_" + id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.path("id").asText())
                .put("name", function.path("name").asText())
                .put("arguments", function.path("arguments").asText(""));
    }

    /** A piece of a message, or of a summary of thoughts. */
    static ObjectNode part(String type, String text) {
        ObjectNode part = Json.emptyObject().put("type", type);
        if (type.equals("refusal")) {
            return part.put("refusal", text);
        }
        part.put("text", text);
        if (type.equals("output_text")) {
            part.putArray("annotations");
            part.putArray("logprobs");
        }
        return part;
    }

    /** Servers differ in what they call it. */
    static String reasoning(JsonNode said) {
        return said.path("reasoning_content").asText(said.path("reasoning").asText(""));
    }
}
