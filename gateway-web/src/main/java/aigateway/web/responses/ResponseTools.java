package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The tools of a response's request as a chat completion's. Tools that OpenAI runs by itself nobody else has. */
final class ResponseTools {

    private final ObjectNode asked;
    private final ObjectNode chat;
    private final Consumer<String> dropped;

    ResponseTools(ObjectNode asked, ObjectNode chat, Consumer<String> dropped) {
        this.asked = asked;
        this.chat = chat;
        this.dropped = dropped;
    }

    void translate() {
        Set<String> allowed = allowed();
        ArrayNode tools = Json.emptyArray();
        for (JsonNode tool : asked.path("tools")) {
            if (!tool.path("type").asText().equals("function")) {
                dropped.accept("tools." + tool.path("type").asText());
            } else if (allowed.isEmpty() || allowed.contains(tool.path("name").asText())) {
                ObjectNode function = tools.addObject().put("type", "function").putObject("function");
                tool.properties().forEach(field -> {
                    if (!field.getKey().equals("type") && !field.getValue().isNull()) {
                        function.set(field.getKey(), field.getValue());
                    }
                });
            }
        }
        if (tools.isEmpty()) {
            chat.remove("parallel_tool_calls");
            return;
        }
        chat.set("tools", tools);
        choice();
    }

    /** The tools that a choice leaves; empty when it leaves all. */
    private Set<String> allowed() {
        Set<String> names = new HashSet<>();
        JsonNode choice = asked.path("tool_choice");
        if (choice.path("type").asText().equals("allowed_tools")) {
            choice.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
        }
        return names;
    }

    private void choice() {
        JsonNode choice = asked.path("tool_choice");
        if (choice.isTextual()) {
            chat.set("tool_choice", choice);
            return;
        }
        switch (choice.path("type").asText()) {
            case "function" -> chat.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .set("name", choice.path("name"));
            case "allowed_tools" -> chat.put("tool_choice", choice.path("mode").asText("auto"));
            case "" -> {}
            default -> dropped.accept("tool_choice");
        }
    }
}
