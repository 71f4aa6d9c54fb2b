package aigateway.web.cohere;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A whole chat completion as Cohere's answer. */
final class ChatAnswerToCohere {

    private ChatAnswerToCohere() {}

    static byte[] translate(byte[] body) {
        ObjectNode answer = Json.object(body);
        JsonNode choice = answer.path("choices").path(0);
        JsonNode said = choice.path("message");
        ObjectNode result = Json.emptyObject().put("id", answer.path("id").asText());
        JsonNode calls = said.path("tool_calls");
        result.put(
                "finish_reason", CohereFacts.reason(choice.path("finish_reason").asText("stop"), !calls.isEmpty()));
        ObjectNode message = result.putObject("message").put("role", "assistant");
        ArrayNode content = Json.emptyArray();
        String thought = reasoning(said);
        if (!thought.isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", thought);
        }
        String text = said.path("content").asText(said.path("refusal").asText(""));
        if (!text.isEmpty()) {
            content.addObject().put("type", "text").put("text", text);
        }
        if (!content.isEmpty()) {
            message.set("content", content);
        }
        for (JsonNode call : calls) {
            ObjectNode function = call(message.withArray("tool_calls").addObject(), call);
            String arguments = call.path("function").path("arguments").asText("");
            function.put("arguments", arguments.isBlank() ? "{}" : arguments);
        }
        if (answer.path("usage").isObject()) {
            result.set("usage", usage(answer.get("usage")));
        }
        return Json.bytes(result);
    }

    /** Says the call but for its arguments. */
    static ObjectNode call(ObjectNode said, JsonNode call) {
        return said.put("id", call.path("id").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", call.path("function").path("name").asText());
    }

    /** Servers differ in what they call it. */
    static String reasoning(JsonNode said) {
        return said.path("reasoning_content").asText(said.path("reasoning").asText(""));
    }

    static ObjectNode usage(JsonNode usage) {
        ObjectNode said = Json.emptyObject();
        for (String count : new String[] {"billed_units", "tokens"}) {
            said.putObject(count)
                    .put("input_tokens", usage.path("prompt_tokens").asLong())
                    .put("output_tokens", usage.path("completion_tokens").asLong());
        }
        return said.put(
                "cached_tokens",
                usage.path("prompt_tokens_details").path("cached_tokens").asLong());
    }
}
