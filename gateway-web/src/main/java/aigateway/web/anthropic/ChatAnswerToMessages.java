package aigateway.web.anthropic;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A whole chat completion as Anthropic's message. */
final class ChatAnswerToMessages {

    private ChatAnswerToMessages() {}

    static byte[] translate(byte[] body) {
        ObjectNode answer = Json.object(body);
        JsonNode choice = answer.path("choices").path(0);
        JsonNode said = choice.path("message");
        ObjectNode message = Json.emptyObject();
        message.put("id", answer.path("id").asText());
        message.put("type", "message").put("role", "assistant");
        message.put("model", answer.path("model").asText());
        ArrayNode content = message.putArray("content");
        thinking(content, said);
        String text = said.path("content").asText(said.path("refusal").asText(""));
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
        JsonNode calls = said.path("tool_calls");
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            ObjectNode use = content.addObject().put("type", "tool_use");
            use.set("id", call.path("id"));
            use.set("name", function.path("name"));
            use.set(
                    "input",
                    Json.objectIn(function.path("arguments").asText("{}")).orElseGet(Json::emptyObject));
        }
        String reason = choice.path("finish_reason").asText("stop");
        message.put("stop_reason", StopReasons.stopReason(calls.isEmpty() ? reason : calledTools(reason)));
        message.putNull("stop_sequence");
        message.set("usage", usage(answer.path("usage")));
        return Json.bytes(message);
    }

    private static void thinking(ArrayNode content, JsonNode said) {
        JsonNode blocks = said.path("thinking_blocks");
        blocks.forEach(content::add);
        String reasoning = reasoning(said);
        if (blocks.isEmpty() && !reasoning.isEmpty()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", reasoning)
                    .put("signature", "");
        }
    }

    /** Servers differ in what they call it. */
    static String reasoning(JsonNode said) {
        return said.path("reasoning_content").asText(said.path("reasoning").asText(""));
    }

    /** Some servers say {@code stop} after a tool call. */
    static String calledTools(String reason) {
        return reason.equals("stop") ? "tool_calls" : reason;
    }

    static ObjectNode usage(JsonNode usage) {
        JsonNode details = usage.path("prompt_tokens_details");
        long read = details.path("cached_tokens").asLong();
        long written = details.path("cache_write_tokens").asLong();
        return Json.emptyObject()
                .put("input_tokens", Math.max(0, usage.path("prompt_tokens").asLong() - read - written))
                .put("cache_creation_input_tokens", written)
                .put("cache_read_input_tokens", read)
                .put("output_tokens", usage.path("completion_tokens").asLong());
    }
}
