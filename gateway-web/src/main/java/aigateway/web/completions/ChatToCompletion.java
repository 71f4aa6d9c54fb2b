package aigateway.web.completions;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A chat completion, or a chunk of one, as the completion of a prompt; and the other way round, to be read along. */
final class ChatToCompletion {

    private ChatToCompletion() {}

    /** @param message where a choice says what was said: {@code message}, or {@code delta} in a chunk */
    static ObjectNode translate(ObjectNode chat, String message) {
        ObjectNode said = Json.emptyObject()
                .put("id", id(chat.path("id").asText()))
                .put("object", "text_completion")
                .put("created", chat.path("created").asLong())
                .put("model", chat.path("model").asText());
        ArrayNode choices = said.putArray("choices");
        for (JsonNode choice : chat.path("choices")) {
            JsonNode text = choice.path(message).path("content");
            JsonNode reason = choice.path("finish_reason");
            choices.addObject()
                    .put(
                            "text",
                            text.asText(choice.path(message).path("refusal").asText("")))
                    .put("index", choice.path("index").asInt())
                    .putNull("logprobs")
                    .put("finish_reason", reason.isTextual() ? finishReason(reason.textValue()) : null);
        }
        if (chat.path("usage").isObject()) {
            said.set("usage", chat.get("usage"));
        }
        return said;
    }

    private static String id(String chats) {
        return chats.startsWith("chatcmpl-") ? chats.substring("chat".length()) : chats;
    }

    /** A completion calls nothing. */
    private static String finishReason(String reason) {
        return reason.equals("tool_calls") || reason.equals("function_call") ? "stop" : reason;
    }

    static byte[] understood(ObjectNode completion) {
        completion.put("object", "chat.completion");
        for (JsonNode choice : completion.path("choices")) {
            if (choice instanceof ObjectNode object) {
                object.putObject("message").put("role", "assistant").set("content", object.path("text"));
                object.remove("text");
            }
        }
        return Json.bytes(completion);
    }
}
