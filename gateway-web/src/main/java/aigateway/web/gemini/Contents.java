package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.ToolCallId;
import aigateway.web.openai.ToolCalls;
import aigateway.web.openai.ToolNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * OpenAI's messages as Gemini's contents: messages of one role in a row are one turn, the results of tools have theirs to
 * themselves, in the order of the calls, and name the function where OpenAI names the call.
 */
final class Contents {

    /** @param place among all calls; results are in this order, for by it alone older models know which is whose */
    private record Call(String name, int place) {}

    private final ArrayNode system = Json.emptyArray();
    private final ArrayNode contents = Json.emptyArray();
    private final Map<String, Call> calls = new HashMap<>();
    private final ToolNames names;
    private final boolean isSigned;
    private int told;
    private String turn = "";
    private ArrayNode parts = Json.emptyArray();

    /** Of the calls whose results the turn has. */
    private final List<Integer> places = new ArrayList<>();

    Contents(String model, ToolNames names) {
        this.isSigned = GeminiVersion.isFrom3On(model);
        this.names = names;
    }

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
            places.clear();
            parts = contents.addObject().put("role", role).putArray("parts");
        }
        return parts;
    }

    private void assistant(JsonNode message, String at) {
        said("model", "model", message, at);
        JsonNode called = message.path("tool_calls");
        for (int i = 0; i < called.size(); i++) {
            JsonNode call = called.get(i);
            String name = names.forVendor(call.path("function").path("name").asText());
            ToolCallId id = ToolCallId.read(call.path("id").asText(""));
            calls.put(id.text(), new Call(name, ++told));
            ObjectNode part = turn("model", "model").addObject();
            ObjectNode function = part.putObject("functionCall").put("name", name);
            function.set("args", ToolCalls.arguments(call, at + ".tool_calls[" + i + "]"));
            identify(function, id);
            if (id.signature() != null && !id.signature().isEmpty()) {
                part.put("thoughtSignature", id.signature());
            } else if (isSigned && i == 0) {
                // Of calls that were made together the first alone is signed.
                part.put("thoughtSignature", Signatures.NOBODYS);
            }
        }
    }

    /** Older models know no ids, and Vertex refuses theirs. */
    private void identify(ObjectNode function, ToolCallId id) {
        if (isSigned && !id.text().isEmpty()) {
            function.put("id", id.text());
        }
    }

    private void result(JsonNode message, String at) {
        ToolCallId id = ToolCallId.read(message.path("tool_call_id").asText(""));
        Call call = calls.getOrDefault(
                id.text(), new Call(names.forVendor(message.path("name").asText("")), Integer.MAX_VALUE));
        if (call.name().isEmpty()) {
            throw badRequest(
                    "The tool_call_id of " + at + " names no call of a message before it.", at + ".tool_call_id");
        }
        ArrayNode said = Json.emptyArray();
        Parts.add(said, message.path("content"), at + ".content");
        StringBuilder text = new StringBuilder();
        said.forEach(part -> text.append(part.path("text").asText("")));
        ArrayNode results = turn("tool", "user");
        int place = 0;
        while (place < places.size() && places.get(place) <= call.place()) {
            place++;
        }
        places.add(place, call.place());
        ObjectNode response =
                results.insertObject(place).putObject("functionResponse").put("name", call.name());
        identify(response, id);
        response.set("response", Json.objectIn(text.toString()).orElseGet(() -> Json.emptyObject()
                .put("result", text.toString())));
    }
}
