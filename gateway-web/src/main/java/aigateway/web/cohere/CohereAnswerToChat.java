package aigateway.web.cohere;

import aigateway.web.json.Json;
import aigateway.web.openai.Completion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole answer of Cohere's as OpenAI's. What it plans before it calls tools is told as its reasoning. */
public final class CohereAnswerToChat {

    private CohereAnswerToChat() {}

    /**
     * @param model which Cohere does not name
     * @param created seconds since 1970
     * @throws UncheckedIOException no answer of Cohere's, or one that says it failed
     */
    public static byte[] translate(byte[] body, String model, long created) {
        ObjectNode answer = Json.object(body);
        JsonNode message = answer.path("message");
        String reason = answer.path("finish_reason").asText();
        if (!message.isObject() || CohereFacts.isFailure(reason)) {
            throw new UncheckedIOException(new IOException("an answer without a message: " + reason));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder(message.path("tool_plan").asText(""));
        for (JsonNode part : message.path("content")) {
            text.append(part.path("text").asText(""));
            reasoning.append(part.path("thinking").asText(""));
        }
        List<Completion.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            String arguments = call.path("function").path("arguments").asText("");
            calls.add(new Completion.ToolCall(
                    call.path("id").asText(),
                    call.path("function").path("name").asText(),
                    arguments.isEmpty() ? "{}" : arguments));
        }
        Completion.Choice choice = new Completion.Choice(
                text.isEmpty() && !calls.isEmpty() ? null : text.toString(),
                reasoning.isEmpty() ? null : reasoning.toString(),
                Map.of(),
                calls,
                CohereFacts.finishReason(reason));
        JsonNode usage = answer.path("usage");
        return new Completion(
                        answer.path("id").asText(),
                        model,
                        created,
                        List.of(choice),
                        usage.isObject() ? CohereFacts.usage(usage) : null)
                .toJson();
    }
}
