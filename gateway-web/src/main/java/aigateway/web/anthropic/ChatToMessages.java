package aigateway.web.anthropic;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatFields;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * OpenAI's chat completion request as Anthropic's Messages.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Anthropic: Messages</a>
 */
public final class ChatToMessages {

    private static final Set<String> UNDERSTOOD = Set.of(
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "model",
            "parallel_tool_calls",
            "reasoning_effort",
            "response_format",
            "stop",
            "stream",
            "temperature",
            "tool_choice",
            "tools",
            "top_p",
            "user");

    /** Anthropic wants a bound; this is the one that is reserved for a request without. */
    private static final long ASSUMED_MAX_TOKENS = 4096;

    private final ObjectNode chat;
    private final ObjectNode body = Json.emptyObject();
    private final List<String> dropped = new ArrayList<>();

    private ChatToMessages(ObjectNode chat) {
        this.chat = chat;
    }

    /** @throws aigateway.call.GatewayException it cannot be said to Anthropic; names the field */
    public static Translated translate(ObjectNode chat) {
        return new ChatToMessages(chat).translate();
    }

    private Translated translate() {
        body.set("model", chat.get("model"));
        body.put("max_tokens", maxTokens());
        Turns turns = new Turns();
        JsonNode messages = chat.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            turns.add(messages.get(i), i);
        }
        if (!turns.system().isEmpty()) {
            body.set("system", turns.system());
        }
        body.set("messages", turns.messages());
        boolean tools = tools();
        if (chat.path("stream").asBoolean()) {
            body.put("stream", true);
        }
        copy("temperature");
        copy("top_p");
        ArrayNode stop = Sampling.stop(chat);
        if (!stop.isEmpty()) {
            body.set("stop_sequences", stop);
        }
        format();
        if (chat.path("user").isTextual()) {
            body.putObject("metadata").set("user_id", chat.get("user"));
        }
        if (tools) {
            toolChoice();
        }
        Thinking.ask(chat, body, dropped);
        Sampling.settle(chat, body, dropped);
        return Translated.of(chat, body, UNDERSTOOD, dropped);
    }

    private long maxTokens() {
        JsonNode most = ChatFields.maxTokens(chat);
        return most.isNumber() ? most.longValue() : ASSUMED_MAX_TOKENS;
    }

    private void copy(String field) {
        JsonNode value = chat.path(field);
        if (value.isNumber()) {
            body.set(field, value);
        }
    }

    private void format() {
        JsonNode format = chat.path("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_schema" -> {
                ObjectNode asked = Json.emptyObject().put("type", "json_schema");
                asked.set("schema", OutputSchema.of(format.path("json_schema").path("schema")));
                object("output_config").set("format", asked);
            }
            default -> dropped.add("response_format");
        }
    }

    private ObjectNode object(String field) {
        return body.get(field) instanceof ObjectNode there ? there : body.putObject(field);
    }

    /** @return whether there are any */
    private boolean tools() {
        ArrayNode tools = Json.emptyArray();
        for (JsonNode tool : chat.path("tools")) {
            tools.add(tool.path("type").asText().equals("function") ? function(tool) : tool);
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        return !tools.isEmpty();
    }

    private static ObjectNode function(JsonNode tool) {
        JsonNode function = tool.path("function");
        ObjectNode said = Json.emptyObject();
        said.set("name", function.path("name"));
        if (function.path("description").isTextual()) {
            said.set("description", function.get("description"));
        }
        if (function.path("parameters").isObject()) {
            said.set("input_schema", function.get("parameters"));
        } else {
            said.putObject("input_schema").put("type", "object").putObject("properties");
        }
        if (tool.has("cache_control")) {
            said.set("cache_control", tool.get("cache_control"));
        }
        return said;
    }

    private void toolChoice() {
        JsonNode choice = chat.path("tool_choice");
        ObjectNode said = Json.emptyObject();
        if (choice.isObject()) {
            JsonNode name = choice.path("function").path("name");
            if (name.isTextual()) {
                said.put("type", "tool").set("name", name);
            } else {
                dropped.add("tool_choice");
                said.put("type", "auto");
            }
        } else {
            said.put(
                    "type",
                    switch (choice.asText("auto")) {
                        case "required", "any" -> "any";
                        case "none" -> "none";
                        default -> "auto";
                    });
        }
        boolean oneAtATime = chat.path("parallel_tool_calls").isBoolean()
                && !chat.path("parallel_tool_calls").booleanValue();
        if (oneAtATime && !said.path("type").asText().equals("none")) {
            said.put("disable_parallel_tool_use", true);
        }
        if (oneAtATime || (!choice.isMissingNode() && !choice.isNull())) {
            body.set("tool_choice", said);
        }
    }
}
