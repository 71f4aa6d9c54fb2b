package aigateway.web.mistral;

import aigateway.web.json.Json;
import aigateway.web.openai.ToolCalls;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * OpenAI's chat completion request as Mistral takes it, which refuses every field it does not know.
 *
 * @see <a href="https://docs.mistral.ai/api/endpoint/chat">Mistral API reference</a>
 */
public final class ChatToMistral {

    private static final Set<String> UNDERSTOOD = Set.of(
            "frequency_penalty",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "model",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "response_format",
            "seed",
            "stop",
            "stream",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");

    /** What they are called there. */
    private static final Map<String, String> RENAMED =
            Map.of("seed", "random_seed", "max_completion_tokens", "max_tokens");

    private static final Map<String, Set<String>> MESSAGE_FIELDS = Map.of(
            "system", Set.of("role", "content"),
            "user", Set.of("role", "content"),
            "assistant", Set.of("role", "content", "tool_calls", "prefix"),
            "tool", Set.of("role", "content", "tool_call_id", "name"));

    private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9]{9}");

    private ChatToMistral() {}

    public static Translated translate(ObjectNode chat) {
        ObjectNode body = Json.emptyObject();
        for (Map.Entry<String, JsonNode> field : chat.properties()) {
            String name = field.getKey();
            if (UNDERSTOOD.contains(name) && !field.getValue().isNull()) {
                body.set(RENAMED.getOrDefault(name, name), field.getValue());
            }
        }
        body.set("messages", messages(chat.path("messages")));
        if (body.path("tools").isEmpty()) {
            body.remove(List.of("tools", "tool_choice", "parallel_tool_calls"));
        }
        return Translated.of(chat, body, UNDERSTOOD, List.of());
    }

    private static ArrayNode messages(JsonNode messages) {
        ArrayNode said = Json.emptyArray();
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            String known = role.equals("developer") ? "system" : role;
            ObjectNode taken = said.addObject();
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                if (MESSAGE_FIELDS
                        .getOrDefault(known, Set.of("role", "content"))
                        .contains(field.getKey())) {
                    taken.set(field.getKey(), field.getValue());
                }
            }
            taken.put("role", known);
            for (JsonNode part : taken.path("content")) {
                if (part instanceof ObjectNode object) {
                    object.remove("cache_control");
                }
            }
            if (taken.path("tool_call_id").isTextual()) {
                taken.put("tool_call_id", callId(taken.get("tool_call_id").textValue()));
            }
            if (taken.path("tool_calls").isArray()) {
                taken.set("tool_calls", calls(taken.get("tool_calls")));
            }
        }
        return said;
    }

    private static ArrayNode calls(JsonNode calls) {
        ArrayNode said = Json.emptyArray();
        for (JsonNode call : calls) {
            ObjectNode copy = said.addObject();
            copy.set("function", ToolCalls.function(call));
            copy.put("type", "function").put("id", callId(call.path("id").asText()));
        }
        return said;
    }

    /** Ids of other vendors' calls, which a conversation may bring along, become nine characters, the same each time. */
    static String callId(String id) {
        return CALL_ID.matcher(id).matches()
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .substring(0, 9);
    }
}
