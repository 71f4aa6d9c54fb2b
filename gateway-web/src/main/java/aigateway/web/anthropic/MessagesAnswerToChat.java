package aigateway.web.anthropic;

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

/** A whole answer of Anthropic's as OpenAI's. Blocks that OpenAI has nothing for are passed over. */
public final class MessagesAnswerToChat {

    private MessagesAnswerToChat() {}

    /**
     * @param created seconds since 1970
     * @throws UncheckedIOException no message
     */
    public static byte[] translate(byte[] body, long created) {
        ObjectNode answer = Json.object(body);
        if (!answer.path("content").isArray()) {
            throw new UncheckedIOException(new IOException("an answer without content"));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        ArrayNode thinking = Json.emptyArray();
        List<Completion.ToolCall> calls = new ArrayList<>();
        for (JsonNode block : answer.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> text.append(block.path("text").asText());
                case "thinking" -> {
                    reasoning.append(block.path("thinking").asText());
                    thinking.add(block);
                }
                case "redacted_thinking" -> thinking.add(block);
                case "tool_use" -> calls.add(new Completion.ToolCall(
                        block.path("id").asText(),
                        block.path("name").asText(),
                        block.path("input").isObject() ? block.get("input").toString() : "{}"));
                default -> {}
            }
        }
        Completion.Choice choice = new Completion.Choice(
                text.isEmpty() && !calls.isEmpty() ? null : text.toString(),
                reasoning.isEmpty() ? null : reasoning.toString(),
                thinking.isEmpty() ? Map.of() : Map.of("thinking_blocks", thinking),
                calls,
                StopReasons.finishReason(answer.path("stop_reason").asText()));
        JsonNode usage = answer.path("usage");
        return new Completion(
                        answer.path("id").asText(),
                        answer.path("model").asText(),
                        created,
                        List.of(choice),
                        usage.isObject() ? MessagesUsage.of(usage) : null)
                .toJson();
    }
}
