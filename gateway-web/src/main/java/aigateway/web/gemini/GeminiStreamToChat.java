package aigateway.web.gemini;

import aigateway.call.Usage;
import aigateway.web.openai.ChunkWriter;
import aigateway.web.openai.VendorEvents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Gemini's as OpenAI's chunks. Each piece is an answer of its own; the usage grows from one to the next, and
 * the last holds. The end of the stream is the end of the connection.
 */
public final class GeminiStreamToChat extends VendorEvents {

    private final Supplier<String> ids;
    private final Map<Integer, Integer> toolCalls = new HashMap<>(2);
    private volatile @Nullable JsonNode usage;

    /**
     * @param created seconds since 1970
     * @param ids for tool calls that Gemini gave none
     */
    public GeminiStreamToChat(long created, Supplier<String> ids) {
        super(new ChunkWriter(created));
        this.ids = ids;
    }

    @Override
    protected void event(ObjectNode event) {
        if (event.path("error").isObject()) {
            over();
            JsonNode error = event.get("error");
            String status = error.path("status").asText("INTERNAL");
            chunks.error(error.path("message").asText("Gemini broke off its answer."), status, status);
            return;
        }
        chunks.identify(
                event.path("responseId").textValue(), event.path("modelVersion").textValue());
        JsonNode told = event.path("usageMetadata");
        if (told.has("promptTokenCount") || (usage == null && told.isObject())) {
            usage = told;
        }
        for (JsonNode candidate : event.path("candidates")) {
            candidate(candidate, candidate.path("index").asInt(0));
        }
        if (event.path("candidates").isEmpty()
                && event.path("promptFeedback").path("blockReason").isTextual()) {
            chunks.finish(0, "content_filter");
        }
    }

    private void candidate(JsonNode candidate, int choice) {
        chunks.role(choice);
        for (JsonNode part : candidate.path("content").path("parts")) {
            String text = part.path("text").asText("");
            if (part.has("functionCall")) {
                int index = toolCalls.merge(choice, 1, Integer::sum) - 1;
                chunks.toolCall(
                        choice,
                        index,
                        Candidates.callId(part, ids),
                        part.path("functionCall").path("name").asText());
                chunks.arguments(choice, index, Candidates.arguments(part));
            } else if (part.has("inlineData")) {
                chunks.extension(choice, "images", Candidates.image(part.get("inlineData")));
            } else if (!text.isEmpty() && part.path("thought").asBoolean()) {
                chunks.reasoning(choice, text);
            } else if (!text.isEmpty()) {
                chunks.text(choice, text);
            }
        }
        JsonNode reason = candidate.path("finishReason");
        if (reason.isTextual()) {
            chunks.finish(choice, Candidates.finishReason(reason.textValue(), toolCalls.containsKey(choice)));
        }
    }

    /** The last word of it comes with the reason of the end, or after. */
    @Override
    public @Nullable Usage usage() {
        JsonNode told = usage;
        if (told == null) {
            return null;
        }
        Usage soFar = Candidates.usage(told);
        return chunks.isFinished() ? soFar : soFar.soFar();
    }

    @Override
    protected void close() {
        JsonNode told = usage;
        if (told != null) {
            chunks.usage(Candidates.usage(told));
        }
        if (chunks.isFinished()) {
            chunks.done();
        }
    }
}
