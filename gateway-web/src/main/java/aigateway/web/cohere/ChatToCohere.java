package aigateway.web.cohere;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatFields;
import aigateway.web.openai.ToolCallId;
import aigateway.web.openai.ToolCalls;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's chat completion request as Cohere's second version of chat takes it.
 *
 * @see <a href="https://docs.cohere.com/reference/chat">Cohere API reference</a>
 */
public final class ChatToCohere {

    private static final Set<String> UNDERSTOOD = Set.of(
            "frequency_penalty",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "model",
            "presence_penalty",
            "reasoning_effort",
            "response_format",
            "seed",
            "stop",
            "stream",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");

    /** What they are called there. */
    private static final Map<String, String> NUMBERS = Map.of(
            "frequency_penalty", "frequency_penalty",
            "max_completion_tokens", "max_tokens",
            "max_tokens", "max_tokens",
            "presence_penalty", "presence_penalty",
            "seed", "seed",
            "temperature", "temperature",
            "top_k", "k",
            "top_p", "p");

    private final ObjectNode chat;
    private final ObjectNode body = Json.emptyObject();
    private final List<String> dropped = new ArrayList<>();

    private ChatToCohere(ObjectNode chat) {
        this.chat = chat;
    }

    /** @throws aigateway.call.GatewayException it cannot be said to Cohere; names the field */
    public static Translated translate(ObjectNode chat) {
        return new ChatToCohere(chat).translate();
    }

    private Translated translate() {
        body.set("model", chat.path("model"));
        ArrayNode messages = body.putArray("messages");
        JsonNode asked = chat.path("messages");
        for (int i = 0; i < asked.size(); i++) {
            messages.add(message(asked.get(i), "messages[" + i + "]"));
        }
        // Cohere wants to be told either way.
        body.put("stream", chat.path("stream").asBoolean());
        NUMBERS.forEach((from, to) -> {
            if (chat.path(from).isNumber()) {
                body.set(to, chat.get(from));
            }
        });
        chat.remove("top_k");
        ArrayNode stop = ChatFields.stop(chat);
        if (!stop.isEmpty()) {
            body.set("stop_sequences", stop);
        }
        format();
        tools();
        formatOrTools();
        if (chat.path("reasoning_effort").isTextual()) {
            boolean none = chat.get("reasoning_effort").textValue().equals("none");
            body.putObject("thinking").put("type", none ? "disabled" : "enabled");
        }
        return Translated.of(chat, body, UNDERSTOOD, dropped);
    }

    private static ObjectNode message(JsonNode message, String at) {
        ObjectNode said = Json.emptyObject();
        String role = message.path("role").asText();
        switch (role) {
            case "system", "developer" -> said.put("role", "system").set("content", content(message, at));
            case "user" -> said.put("role", "user").set("content", content(message, at));
            case "assistant" -> assistant(message, at, said.put("role", "assistant"));
            case "tool" -> said.put("role", "tool")
                    .put(
                            "tool_call_id",
                            ToolCallId.bare(message.path("tool_call_id").asText()))
                    .set("content", content(message, at));
            default -> throw badRequest(
                    "The role of " + at + " must be system, developer, user, assistant or tool.", at + ".role");
        }
        return said;
    }

    private static void assistant(JsonNode message, String at, ObjectNode said) {
        JsonNode content = content(message, at);
        JsonNode calls = message.path("tool_calls");
        if (calls.isEmpty()) {
            if (!content.isEmpty() || !content.asText("").isEmpty()) {
                said.set("content", content);
            }
            return;
        }
        // Cohere refuses a text beside calls: what is said before them is the plan.
        String plan = text(content);
        if (!plan.isBlank()) {
            said.put("tool_plan", plan);
        }
        for (JsonNode call : calls) {
            ObjectNode copy = said.withArray("tool_calls").addObject().put("type", "function");
            copy.put("id", ToolCallId.bare(call.path("id").asText()));
            copy.set("function", ToolCalls.function(call));
        }
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            String said = part.path("text").asText("");
            text.append(text.isEmpty() || said.isEmpty() ? "" : "\n").append(said);
        }
        return text.toString();
    }

    private static JsonNode content(JsonNode message, String at) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content;
        }
        ArrayNode said = Json.emptyArray();
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String place = at + ".content[" + i + "]";
            switch (part.path("type").asText()) {
                case "text" -> {
                    if (!part.path("text").asText("").isEmpty()) {
                        said.addObject().put("type", "text").set("text", part.get("text"));
                    }
                }
                case "refusal" -> said.addObject().put("type", "text").set("text", part.path("refusal"));
                case "image_url" -> said.addObject().put("type", "image_url").set("image_url", part.path("image_url"));
                default -> throw badRequest(
                        "The type of " + place + " must be text or image_url for Cohere's models.", place + ".type");
            }
        }
        return said;
    }

    private void format() {
        JsonNode format = chat.path("response_format");
        switch (format.path("type").asText("text")) {
            case "json_object" -> body.putObject("response_format").put("type", "json_object");
            case "json_schema" -> body.putObject("response_format")
                    .put("type", "json_object")
                    .set("json_schema", format.path("json_schema").path("schema"));
            default -> {}
        }
    }

    private void tools() {
        ArrayNode tools = Json.emptyArray();
        for (JsonNode tool : chat.path("tools")) {
            if (tool.path("type").asText().equals("function")) {
                ObjectNode function = tools.addObject().put("type", "function").putObject("function");
                tool.path("function").properties().forEach(field -> {
                    if (!field.getKey().equals("strict")) {
                        function.set(field.getKey(), field.getValue());
                    }
                });
                if (!function.has("parameters")) {
                    function.putObject("parameters").put("type", "object").putObject("properties");
                }
            } else {
                dropped.add("tools." + tool.path("type").asText());
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        JsonNode choice = chat.path("tool_choice");
        switch (choice.isObject() ? "named" : choice.asText("auto")) {
            case "required", "any" -> body.put("tool_choice", "REQUIRED");
            case "none" -> body.put("tool_choice", "NONE");
            case "named" -> named(choice, tools);
            default -> {}
        }
    }

    /** Cohere refuses them together. Tools that may not be called are not missed, unless the conversation holds calls of them. */
    private void formatOrTools() {
        if (!body.has("response_format") || !body.has("tools")) {
            return;
        }
        if (body.path("tool_choice").asText().equals("NONE") && !holdsCalls()) {
            body.remove(List.of("tools", "tool_choice"));
        } else {
            body.remove("response_format");
            dropped.add("response_format");
        }
    }

    private boolean holdsCalls() {
        for (JsonNode message : body.path("messages")) {
            if (message.has("tool_calls") || message.has("tool_call_id")) {
                return true;
            }
        }
        return false;
    }

    /** Cohere cannot be told which; with that one alone it has no other. */
    private void named(JsonNode choice, ArrayNode tools) {
        String name = choice.path("function").path("name").asText();
        if (name.isEmpty()) {
            dropped.add("tool_choice");
            return;
        }
        ArrayNode only = Json.emptyArray();
        tools.forEach(tool -> {
            if (tool.path("function").path("name").asText().equals(name)) {
                only.add(tool);
            }
        });
        if (only.isEmpty()) {
            throw badRequest("The field 'tool_choice' names a function that is not among the tools.", "tool_choice");
        }
        body.set("tools", only);
        body.put("tool_choice", "REQUIRED");
    }
}
