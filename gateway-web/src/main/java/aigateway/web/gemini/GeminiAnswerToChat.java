package aigateway.web.gemini;

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
import java.util.function.Supplier;

/** A whole answer of Gemini's as OpenAI's. */
public final class GeminiAnswerToChat {

    private GeminiAnswerToChat() {}

    /**
     * @param created seconds since 1970
     * @param ids for tool calls that Gemini gave none
     * @throws UncheckedIOException no answer of Gemini's
     */
    public static byte[] translate(byte[] body, long created, Supplier<String> ids) {
        ObjectNode answer = Json.object(body);
        JsonNode candidates = answer.path("candidates");
        if (!candidates.isArray() && !answer.has("promptFeedback") && !answer.has("usageMetadata")) {
            throw new UncheckedIOException(new IOException("an answer without candidates"));
        }
        List<Completion.Choice> choices = new ArrayList<>();
        candidates.forEach(candidate -> choices.add(choice(candidate, ids)));
        if (choices.isEmpty()) {
            // The prompt itself was blocked.
            choices.add(new Completion.Choice("", null, Map.of(), List.of(), "content_filter"));
        }
        JsonNode usage = answer.path("usageMetadata");
        return new Completion(
                        answer.path("responseId").asText("gemini"),
                        answer.path("modelVersion").asText(),
                        created,
                        choices,
                        usage.isObject() ? Candidates.usage(usage) : null)
                .toJson();
    }

    private static Completion.Choice choice(JsonNode candidate, Supplier<String> ids) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        ArrayNode images = Json.emptyArray();
        List<Completion.ToolCall> calls = new ArrayList<>();
        for (JsonNode part : candidate.path("content").path("parts")) {
            if (part.has("functionCall")) {
                calls.add(new Completion.ToolCall(
                        Candidates.callId(part, ids),
                        part.path("functionCall").path("name").asText(),
                        Candidates.arguments(part)));
            } else if (part.has("inlineData")) {
                images.addAll(Candidates.image(part.get("inlineData")));
            } else {
                (part.path("thought").asBoolean() ? reasoning : text)
                        .append(part.path("text").asText(""));
            }
        }
        return new Completion.Choice(
                text.isEmpty() && !calls.isEmpty() ? null : text.toString(),
                reasoning.isEmpty() ? null : reasoning.toString(),
                images.isEmpty() ? Map.of() : Map.of("images", images),
                calls,
                Candidates.finishReason(candidate.path("finishReason").asText("STOP"), !calls.isEmpty()));
    }
}
