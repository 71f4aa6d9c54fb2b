package aigateway.web.anthropic;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.FieldNames;
import aigateway.web.openai.RequestToChat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** A request of Anthropic's Messages as OpenAI's chat completion. */
final class MessagesToChat extends RequestToChat {

    private static final Set<String> UNDERSTOOD = Set.of(
            "max_tokens",
            "messages",
            "metadata",
            "model",
            "output_config",
            "output_format",
            "service_tier",
            "stop_sequences",
            "stream",
            "system",
            "temperature",
            "thinking",
            "tool_choice",
            "tools",
            "top_p");

    /** Characters of OpenAI's. */
    private static final int LONGEST_USER = 64;

    static final FieldNames FIELDS = new FieldNames(UNDERSTOOD);

    MessagesToChat(ObjectNode asked) {
        super(asked);
    }

    /** @throws aigateway.call.GatewayException names the field at fault */
    ObjectNode translate() {
        if (!asked.path("messages").isArray()) {
            throw badRequest("The field 'messages' must be an array.", "messages");
        }
        chat.set("model", asked.get("model"));
        ChatMessages messages = new ChatMessages();
        messages.system(asked.path("system"));
        JsonNode turns = asked.path("messages");
        for (int i = 0; i < turns.size(); i++) {
            messages.turn(turns.get(i), "messages[" + i + "]");
        }
        onlyAsIs = messages.onlyAsIs();
        chat.set("messages", messages.all());
        holdsThoughts = messages.holdThoughts();
        copy("max_tokens", "max_completion_tokens");
        copy("temperature", "temperature");
        copy("top_p", "top_p");
        if (!asked.path("stop_sequences").isEmpty()) {
            copy("stop_sequences", "stop");
        }
        if (asked.path("metadata").path("user_id").isTextual()) {
            chat.put("user", user(asked.path("metadata").get("user_id").textValue()));
        }
        if (asked.path("stream").asBoolean()) {
            streamed();
        }
        tools();
        thinking();
        format();
        asked.fieldNames().forEachRemaining(name -> {
            if (!UNDERSTOOD.contains(name)) {
                drop(name);
            }
        });
        return chat;
    }

    /** Anthropic's may be far longer; who it is, it says to nobody, so that another name is as good if it stays the same. */
    private static String user(String id) {
        return id.length() <= LONGEST_USER
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void tools() {
        ArrayNode tools = Json.emptyArray();
        for (JsonNode tool : asked.path("tools")) {
            if (!tool.path("type").asText("custom").equals("custom")) {
                // Run by Anthropic itself: nobody else has it.
                drop("tools." + tool.path("name").asText(tool.path("type").asText()));
                continue;
            }
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.set("name", tool.path("name"));
            if (tool.path("description").isTextual()) {
                function.set("description", tool.get("description"));
            }
            if (tool.get("input_schema") instanceof ObjectNode schema) {
                function.set("parameters", parameters(schema));
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        chat.set("tools", tools);
        JsonNode choice = asked.path("tool_choice");
        switch (choice.path("type").asText()) {
            case "auto" -> chat.put("tool_choice", "auto");
            case "any" -> chat.put("tool_choice", "required");
            case "none" -> chat.put("tool_choice", "none");
            case "tool" -> chat.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .set("name", choice.path("name"));
            default -> {}
        }
        if (choice.path("disable_parallel_tool_use").asBoolean()) {
            chat.put("parallel_tool_calls", false);
        }
    }

    /** OpenAI refuses an object that does not say that it has no properties. */
    private static ObjectNode parameters(ObjectNode schema) {
        if (schema.has("properties") || !schema.path("type").asText().equals("object")) {
            return schema;
        }
        ObjectNode parameters = Json.emptyObject();
        parameters.setAll(schema);
        parameters.putObject("properties");
        return parameters;
    }

    private void thinking() {
        JsonNode thinking = asked.path("thinking");
        JsonNode effort = asked.path("output_config").path("effort");
        if (effort.isTextual()) {
            chat.put("reasoning_effort", effort.textValue().equals("max") ? "xhigh" : effort.textValue());
        } else if (thinking.path("type").asText().equals("enabled")) {
            long budget = thinking.path("budget_tokens").asLong();
            chat.put("reasoning_effort", budget <= 2048 ? "low" : budget <= 8192 ? "medium" : "high");
        }
    }

    private void format() {
        JsonNode format = asked.path("output_config").path("format");
        format = format.isObject() ? format : asked.path("output_format");
        if (format.path("type").asText().equals("json_schema")) {
            ObjectNode schema = chat.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer");
            if (isStrict(format.path("schema"))) {
                schema.put("strict", true);
            }
            schema.set("schema", format.path("schema"));
        }
    }

    /** Whether OpenAI would keep to it: with an object that may lack something, or have more, it refuses to. */
    private static boolean isStrict(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (properties.isObject() || schema.path("type").asText().equals("object")) {
            Set<String> required = new HashSet<>();
            schema.path("required").forEach(name -> required.add(name.asText()));
            boolean closed = schema.has("additionalProperties")
                    && !schema.path("additionalProperties").asBoolean(true);
            if (!closed || !properties.isObject() || required.size() != properties.size()) {
                return false;
            }
        }
        for (JsonNode part : schema) {
            if (!isStrict(part)) {
                return false;
            }
        }
        return true;
    }
}
