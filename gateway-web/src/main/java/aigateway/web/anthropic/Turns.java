package aigateway.web.anthropic;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.ToolCalls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * OpenAI's messages as Anthropic's turns: what the system says stands apart, messages of one role in a row are one turn,
 * and the results of tools come first in theirs.
 */
final class Turns {

    private final ArrayNode system = Json.emptyArray();
    private final ArrayNode messages = Json.emptyArray();
    private String role = "";
    private ArrayNode turn = Json.emptyArray();
    private int results;

    /** @throws aigateway.call.GatewayException names the message at fault */
    void add(JsonNode message, int index) {
        String at = "messages[" + index + "]";
        switch (message.path("role").asText()) {
            case "system", "developer" -> Blocks.of(message.path("content"), at).forEach(system::add);
            case "user" -> {
                ArrayNode blocks = Blocks.of(message.path("content"), at);
                if (!blocks.isEmpty()) {
                    blocks.forEach(turn("user")::add);
                }
            }
            case "assistant" -> assistant(message, at);
            case "tool", "function" -> turn("user").insert(results++, result(message, at));
            default -> throw badRequest(
                    "The role of " + at + " must be system, developer, user, assistant or tool.", at + ".role");
        }
    }

    ArrayNode system() {
        return system;
    }

    /** Anthropic wants to hear somebody; clients may tell the system's words and no others. */
    ArrayNode messages() {
        if (messages.isEmpty()) {
            turn("user").addObject().put("type", "text").put("text", ".");
        }
        return messages;
    }

    private ArrayNode turn(String wanted) {
        if (!role.equals(wanted)) {
            role = wanted;
            turn = messages.addObject().put("role", wanted).putArray("content");
            results = 0;
        }
        return turn;
    }

    private void assistant(JsonNode message, String at) {
        ArrayNode blocks = Json.emptyArray();
        // Thinking goes back unchanged and before everything else, or its signature is refused.
        Thinking.signed(message).forEach(blocks::add);
        Blocks.of(message.path("content"), at + ".content").forEach(blocks::add);
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            ObjectNode use = blocks.addObject().put("type", "tool_use");
            use.put("id", CallIds.told(call.path("id").asText(), CallIds.OF_CLAUDE));
            use.set("name", call.path("function").path("name"));
            use.set("input", ToolCalls.arguments(call, at + ".tool_calls[" + i + "]"));
        }
        if (!blocks.isEmpty()) {
            blocks.forEach(turn("assistant")::add);
        }
    }

    private static ObjectNode result(JsonNode message, String at) {
        ObjectNode result = Json.emptyObject()
                .put("type", "tool_result")
                .put("tool_use_id", CallIds.told(message.path("tool_call_id").asText(), CallIds.OF_CLAUDE));
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            result.set("content", content);
        } else {
            result.set("content", Blocks.of(content, at + ".content"));
        }
        if (message.has("cache_control")) {
            result.set("cache_control", message.get("cache_control"));
        }
        return result;
    }
}
