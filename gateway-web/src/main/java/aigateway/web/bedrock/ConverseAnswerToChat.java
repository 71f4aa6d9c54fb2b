package aigateway.web.bedrock;

import aigateway.web.json.Json;
import aigateway.web.openai.Completion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole answer of Converse's as OpenAI's. Blocks that OpenAI has nothing for are passed over. */
public final class ConverseAnswerToChat {

    private ConverseAnswerToChat() {}

    /**
     * @param id Bedrock tells its own in a header
     * @param model which Bedrock does not name
     * @param created seconds since 1970
     * @throws UncheckedIOException no answer of Bedrock's
     */
    public static byte[] translate(byte[] body, String id, String model, long created) {
        ObjectNode answer = Json.object(body);
        JsonNode content = answer.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw new UncheckedIOException(new IOException("an answer without content"));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        ArrayNode thinking = Json.emptyArray();
        List<Completion.ToolCall> calls = new ArrayList<>();
        for (JsonNode block : content) {
            text.append(block.path("text").asText(""));
            JsonNode thought = block.path("reasoningContent");
            if (thought.isObject()) {
                reasoning.append(thought.path("reasoningText").path("text").asText(""));
                thinking.add(thinkingBlock(thought));
            }
            JsonNode use = block.path("toolUse");
            if (use.isObject()) {
                calls.add(new Completion.ToolCall(
                        use.path("toolUseId").asText(),
                        use.path("name").asText(),
                        use.path("input").isObject() ? use.get("input").toString() : "{}"));
            }
        }
        Completion.Choice choice = new Completion.Choice(
                text.isEmpty() && !calls.isEmpty() ? null : text.toString(),
                reasoning.isEmpty() ? null : reasoning.toString(),
                thinking.isEmpty() ? Map.of() : Map.of("thinking_blocks", thinking),
                calls,
                ConverseFacts.finishReason(answer.path("stopReason").asText()));
        JsonNode usage = answer.path("usage");
        return new Completion(id, model, created, List.of(choice), usage.isObject() ? ConverseFacts.usage(usage) : null)
                .toJson();
    }

    private static ObjectNode thinkingBlock(JsonNode thought) {
        if (thought.has("redactedContent")) {
            ObjectNode redacted = Json.emptyObject().put("type", "redacted_thinking");
            redacted.set("data", thought.get("redactedContent"));
            return redacted;
        }
        JsonNode told = thought.path("reasoningText");
        return Json.emptyObject()
                .put("type", "thinking")
                .put("thinking", told.path("text").asText(""))
                .put("signature", told.path("signature").asText(""));
    }
}
