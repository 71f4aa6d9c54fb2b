package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.ToolCalls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * OpenAI's messages as Gemini's contents: messages of one role in a row are one turn, the results of tools have theirs to
 * themselves, and name the function where OpenAI names the call.
 */
final class Contents {

    private final ArrayNode system = Json.emptyArray();
    private final ArrayNode contents = Json.emptyArray();
    private final Map<String, String> functions = new HashMap<>();
    private String turn = "";
    private ArrayNode parts = Json.emptyArray();

    ArrayNode system() {
        return system;
    }

    ArrayNode all() {
        return contents;
    }

    /** @throws aigateway.call.GatewayException names what is at fault */
    void add(JsonNode message, String at) {
        switch (message.path("role").asText()) {
            case "system", "developer" -> Parts.add(system, message.path("content"), at + ".content");
            case "user" -> said("user", "user", message, at);
            case "assistant" -> assistant(message, at);
            case "tool", "function" -> result(message, at);
            default -> throw badRequest(
                    "The role of " + at + " must be system, developer, user, assistant or tool.", at + ".role");
        }
    }

    private void said(String kind, String role, JsonNode message, String at) {
        ArrayNode said = Json.emptyArray();
        Parts.add(said, message.path("content"), at + ".content");
        if (!said.isEmpty()) {
            turn(kind, role).addAll(said);
        }
    }

    private ArrayNode turn(String kind, String role) {
        if (!turn.equals(kind)) {
            turn = kind;
            parts = contents.addObject().put("role", role).putArray("parts");
        }
        return parts;
    }

    private void assistant(JsonNode message, String at) {
        said("model", "model", message, at);
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            JsonNode function = call.path("function");
            String name = function.path("name").asText();
            ToolCallId id = ToolCallId.read(call.path("id").asText());
            functions.put(id.text(), name);
            ObjectNode part = turn("model", "model").addObject();
            part.putObject("functionCall")
                    .put("name", name)
                    .set("args", ToolCalls.arguments(call, at + ".tool_calls[" + i + "]"));
            if (id.signature() != null) {
                part.put("thoughtSignature", id.signature());
            }
        }
    }

    private void result(JsonNode message, String at) {
        String id = ToolCallId.read(message.path("tool_call_id").asText()).text();
        String name = functions.getOrDefault(id, message.path("name").asText(""));
        if (name.isEmpty()) {
            throw badRequest(
                    "The tool_call_id of " + at + " names no call of a message before it.", at + ".tool_call_id");
        }
        ArrayNode said = Json.emptyArray();
        Parts.add(said, message.path("content"), at + ".content");
        StringBuilder text = new StringBuilder();
        said.forEach(part -> text.append(part.path("text").asText("")));
        turn("tool", "user")
                .addObject()
                .putObject("functionResponse")
                .put("name", name)
                .set("response", Json.objectIn(text.toString()).orElseGet(() -> Json.emptyObject()
                        .put("result", text.toString())));
    }
}
