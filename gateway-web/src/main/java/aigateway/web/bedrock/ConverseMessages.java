package aigateway.web.bedrock;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.anthropic.CallIds;
import aigateway.web.json.Json;
import aigateway.web.openai.ToolCalls;
import aigateway.web.openai.ToolNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** OpenAI's messages as Converse's, whose roles take turns: results of tools come first in a user's turn. */
final class ConverseMessages {

    private final ToolNames names;
    private final Pattern callId;
    private final Function<JsonNode, Iterable<JsonNode>> thoughts;
    private final ArrayNode system = Json.emptyArray();
    private final ArrayNode messages = Json.emptyArray();
    private final Set<String> toolNames = new LinkedHashSet<>();
    private final ConverseBlocks blocks = new ConverseBlocks();
    private String role = "";
    private ArrayNode turn = Json.emptyArray();
    private int results;

    /**
     * @param callId ids of calls that the model takes as they are
     * @param thoughts those of a message that the model takes back
     */
    ConverseMessages(ToolNames names, Pattern callId, Function<JsonNode, Iterable<JsonNode>> thoughts) {
        this.names = names;
        this.callId = callId;
        this.thoughts = thoughts;
    }

    ArrayNode system() {
        return system;
    }

    /** Bedrock wants to hear a user first; clients may begin with the assistant, or tell the system's words and no others. */
    ArrayNode all() {
        if (!messages.path(0).path("role").asText().equals("user")) {
            messages.insertObject(0)
                    .put("role", "user")
                    .putArray("content")
                    .addObject()
                    .put("text", ".");
        }
        return messages;
    }

    Set<String> toolNames() {
        return toolNames;
    }

    /** @throws aigateway.call.GatewayException names what is at fault */
    void add(JsonNode message, String at) {
        switch (message.path("role").asText()) {
            case "system", "developer" -> blocks.of(message.path("content"), at + ".content")
                    .forEach(system::add);
            case "user" -> {
                ArrayNode said = blocks.of(message.path("content"), at + ".content");
                if (!said.isEmpty()) {
                    turn("user").addAll(said);
                }
            }
            case "assistant" -> assistant(message, at);
            case "tool", "function" -> result(message, at);
            default -> throw badRequest(
                    "The role of " + at + " must be system, developer, user, assistant or tool.", at + ".role");
        }
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
        ArrayNode said = Json.emptyArray();
        for (JsonNode thought : thoughts.apply(message)) {
            ObjectNode reasoning = said.addObject().putObject("reasoningContent");
            if (thought.path("type").asText().equals("redacted_thinking")) {
                reasoning.set("redactedContent", thought.path("data"));
            } else {
                ObjectNode text = reasoning.putObject("reasoningText");
                text.set("text", thought.path("thinking"));
                if (!thought.path("signature").asText("").isBlank()) {
                    text.set("signature", thought.get("signature"));
                }
            }
        }
        said.addAll(blocks.of(message.path("content"), at + ".content"));
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode function = calls.get(i).path("function");
            String name = names.forVendor(function.path("name").asText());
            toolNames.add(name);
            ObjectNode use = said.addObject().putObject("toolUse");
            use.put("toolUseId", CallIds.told(calls.get(i).path("id").asText(), callId));
            use.put("name", name);
            use.set("input", ToolCalls.arguments(calls.get(i), at + ".tool_calls[" + i + "]"));
        }
        if (!said.isEmpty()) {
            turn("assistant").addAll(said);
        }
    }

    private void result(JsonNode message, String at) {
        ArrayNode content = Json.emptyArray();
        boolean cached = false;
        for (JsonNode block : blocks.of(message.path("content"), at + ".content")) {
            if (block.has("cachePoint")) {
                cached = true;
            } else {
                content.add(block);
            }
        }
        if (content.isEmpty()) {
            // Bedrock wants to hear something.
            content.addObject().put("text", " ");
        }
        ArrayNode user = turn("user");
        user.insertObject(results++)
                .putObject("toolResult")
                .put("toolUseId", CallIds.told(message.path("tool_call_id").asText(), callId))
                .set("content", content);
        // A result cannot hold it: it stands behind the last one, where further results push it on.
        if (cached && !user.path(results).has("cachePoint")) {
            user.insertObject(results).putObject("cachePoint").put("type", "default");
        }
    }
}
