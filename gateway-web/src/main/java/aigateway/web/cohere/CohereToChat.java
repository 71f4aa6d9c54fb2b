package aigateway.web.cohere;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import aigateway.web.openai.FieldNames;
import aigateway.web.openai.RequestToChat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** A request of Cohere's second chat as OpenAI's chat completion. */
final class CohereToChat extends RequestToChat {

    /** What has its place in OpenAI's, under the same name or another. */
    private static final Map<String, String> NAMES = Map.of(
            "frequency_penalty", "frequency_penalty",
            "max_tokens", "max_completion_tokens",
            "p", "top_p",
            "presence_penalty", "presence_penalty",
            "seed", "seed",
            "stop_sequences", "stop",
            "temperature", "temperature");

    private static final Set<String> UNDERSTOOD = Set.of(
            "documents",
            "messages",
            "model",
            "response_format",
            "stream",
            "strict_tools",
            "thinking",
            "tool_choice",
            "tools");

    static final FieldNames FIELDS = new FieldNames(UNDERSTOOD).and(NAMES.keySet());

    CohereToChat(ObjectNode asked) {
        super(asked);
    }

    /** @throws GatewayException names the field at fault */
    ObjectNode translate() {
        if (!asked.path("messages").isArray()) {
            throw badRequest("The field 'messages' must be an array.", "messages");
        }
        chat.set("model", asked.get("model"));
        CohereMessages messages = new CohereMessages();
        JsonNode said = asked.path("messages");
        for (int i = 0; i < said.size(); i++) {
            messages.add(said.get(i), "messages[" + i + "]");
        }
        chat.set("messages", messages.all());
        if (!asked.path("documents").isEmpty()) {
            // An answer that was to rest on them and does not is worse than none.
            onlyAsIs = badRequest("The field 'documents' can be sent to Cohere's own models only.", "documents");
        }
        if (asked.path("stream").asBoolean()) {
            streamed();
        }
        tools();
        format(asked.path("response_format"));
        thinking(asked.path("thinking"));
        for (Map.Entry<String, JsonNode> field : asked.properties()) {
            String name = NAMES.get(field.getKey());
            if (name != null && !field.getValue().isNull() && !isEmptyList(field.getValue())) {
                chat.set(name, field.getValue());
            } else if (name == null && !UNDERSTOOD.contains(field.getKey()) && says(field.getValue())) {
                drop(field.getKey());
            }
        }
        return chat;
    }

    private static boolean isEmptyList(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }

    private static boolean says(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    private void tools() {
        ArrayNode tools = Json.emptyArray();
        boolean strict = asked.path("strict_tools").asBoolean();
        for (JsonNode tool : asked.path("tools")) {
            ObjectNode copy = tool.deepCopy();
            if (strict && copy.path("function") instanceof ObjectNode function) {
                function.put("strict", true);
            }
            tools.add(copy);
        }
        if (tools.isEmpty()) {
            return;
        }
        chat.set("tools", tools);
        switch (asked.path("tool_choice").asText("")) {
            case "REQUIRED" -> chat.put("tool_choice", "required");
            case "NONE" -> chat.put("tool_choice", "none");
            default -> {}
        }
    }

    private void format(JsonNode format) {
        if (!format.path("type").asText().equals("json_object")) {
            return;
        }
        JsonNode schema = format.path("json_schema").isObject() ? format.get("json_schema") : format.path("schema");
        ObjectNode said = chat.putObject("response_format");
        if (schema.isObject()) {
            said.put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", schema);
        } else {
            said.put("type", "json_object");
        }
    }

    /** A budget of tokens in words. Not to think is what most do anyhow, and what some refuse to be told. */
    private void thinking(JsonNode thinking) {
        if (thinking.path("type").asText().equals("enabled")) {
            long budget = thinking.path("token_budget").asLong(4096);
            chat.put("reasoning_effort", budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high");
        }
    }
}
