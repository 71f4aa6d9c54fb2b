package aigateway.web.bedrock;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.ToolCalls;
import aigateway.web.openai.ToolNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** OpenAI's messages as Converse's, whose roles take turns: results of tools come first in a user's turn. */
final class ConverseMessages {

    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

    private final ToolNames names;
    private final ArrayNode system = Json.emptyArray();
    private final ArrayNode messages = Json.emptyArray();
    private final Set<String> toolNames = new LinkedHashSet<>();
    private final ConverseBlocks blocks = new ConverseBlocks();
    private String role = "";
    private ArrayNode turn = Json.emptyArray();
    private int results;

    ConverseMessages(ToolNames names) {
        this.names = names;
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode all() {
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
            case "tool", "function" -> turn("user").insert(results++, result(message, at));
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
        for (JsonNode thought : message.path("thinking_blocks")) {
            ObjectNode reasoning = said.addObject().putObject("reasoningContent");
            if (thought.path("type").asText().equals("redacted_thinking")) {
                reasoning.set("redactedContent", thought.path("data"));
            } else {
                ObjectNode text = reasoning.putObject("reasoningText");
                text.set("text", thought.path("thinking"));
                text.set("signature", thought.path("signature"));
            }
        }
        said.addAll(blocks.of(message.path("content"), at + ".content"));
        JsonNode calls = message.path("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            JsonNode function = calls.get(i).path("function");
            String name = names.forVendor(function.path("name").asText());
            toolNames.add(name);
            ObjectNode use = said.addObject().putObject("toolUse");
            use.put("toolUseId", callId(calls.get(i).path("id").asText()));
            use.put("name", name);
            use.set("input", ToolCalls.arguments(calls.get(i), at + ".tool_calls[" + i + "]"));
        }
        if (!said.isEmpty()) {
            turn("assistant").addAll(said);
        }
    }

    private ObjectNode result(JsonNode message, String at) {
        ObjectNode block = Json.emptyObject();
        ObjectNode result = block.putObject("toolResult")
                .put("toolUseId", callId(message.path("tool_call_id").asText()));
        ArrayNode content = blocks.of(message.path("content"), at + ".content");
        if (content.isEmpty()) {
            // Bedrock wants to hear something.
            content.addObject().put("text", " ");
        }
        result.set("content", content);
        return block;
    }

    /** Ids of other vendors' calls, which a conversation may bring along, become ones Bedrock takes, the same each time. */
    static String callId(String id) {
        return CALL_ID.matcher(id).matches()
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
