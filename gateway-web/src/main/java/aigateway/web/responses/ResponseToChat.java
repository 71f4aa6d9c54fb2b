package aigateway.web.responses;

import static aigateway.web.openai.UsageReader.UNTOLD;
import static aigateway.web.openai.UsageReader.tokens;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.Completion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole response of OpenAI's as a chat completion, to be read along: the client gets the response itself. */
final class ResponseToChat {

    private ResponseToChat() {}

    /** @throws UncheckedIOException no response, or one that says it failed */
    static byte[] translate(byte[] body) {
        ObjectNode response = Json.object(body);
        if (!response.path("output").isArray()
                || response.path("status").asText().equals("failed")) {
            throw new UncheckedIOException(new IOException(
                    "no response: " + response.path("error").path("message").asText("it has no output")));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<Completion.ToolCall> calls = new ArrayList<>();
        for (JsonNode item : response.path("output")) {
            switch (item.path("type").asText()) {
                case "message" -> item.path("content")
                        .forEach(part -> text.append(
                                part.path("text").asText(part.path("refusal").asText(""))));
                case "reasoning" -> item.path("summary")
                        .forEach(part -> reasoning.append(part.path("text").asText("")));
                case "function_call" -> calls.add(new Completion.ToolCall(
                        item.path("call_id").asText(),
                        item.path("name").asText(),
                        item.path("arguments").asText("{}")));
                default -> {}
            }
        }
        Completion.Choice choice = new Completion.Choice(
                text.toString(),
                reasoning.isEmpty() ? null : reasoning.toString(),
                Map.of(),
                calls,
                finishReason(response, !calls.isEmpty()));
        return new Completion(
                        response.path("id").asText(),
                        response.path("model").asText(),
                        response.path("created_at").asLong(),
                        List.of(choice),
                        response.path("usage").isObject() ? usage(response.get("usage")) : null)
                .toJson();
    }

    static String finishReason(JsonNode response, boolean called) {
        return switch (response.path("incomplete_details").path("reason").asText("")) {
            case "max_output_tokens" -> "length";
            case "content_filter" -> "content_filter";
            default -> called ? "tool_calls" : "stop";
        };
    }

    static Usage usage(JsonNode usage) {
        long input = tokens(usage.path("input_tokens"), UNTOLD);
        long output = tokens(usage.path("output_tokens"), UNTOLD);
        long cached = tokens(usage.path("input_tokens_details").path("cached_tokens"), 0);
        long reasoning = tokens(usage.path("output_tokens_details").path("reasoning_tokens"), 0);
        return new Usage(input, output, cached, 0, 0, reasoning, 0, 0, false).told(input != UNTOLD, output != UNTOLD);
    }
}
