package aigateway.web.cohere;

import aigateway.call.Usage;
import aigateway.web.openai.ChunkWriter;
import aigateway.web.openai.UnknownEvents;
import aigateway.web.openai.VendorEvents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Cohere's as OpenAI's chunks.
 *
 * @see <a href="https://docs.cohere.com/v2/docs/streaming">Cohere: streaming</a>
 */
public final class CohereStreamToChat extends VendorEvents {

    private int toolCalls;
    private boolean arguments;
    private volatile @Nullable Usage used;

    /**
     * @param model which Cohere does not name
     * @param created seconds since 1970
     */
    public CohereStreamToChat(String model, long created) {
        super(new ChunkWriter(created));
        chunks.identify(null, model);
    }

    @Override
    protected void event(ObjectNode event) {
        JsonNode message = event.path("delta").path("message");
        JsonNode call = message.path("tool_calls");
        switch (event.path("type").asText()) {
            case "message-start" -> {
                chunks.identify(event.path("id").textValue(), null);
                chunks.role(0);
            }
            case "content-start", "content-delta" -> content(message.path("content"));
            case "tool-plan-delta" -> reasoning(message.path("tool_plan").asText(""));
            case "tool-call-start" -> {
                arguments = false;
                chunks.toolCall(
                        0,
                        toolCalls++,
                        call.path("id").asText(),
                        call.path("function").path("name").asText());
                arguments(call.path("function").path("arguments").asText(""));
            }
            case "tool-call-delta" -> arguments(
                    call.path("function").path("arguments").asText(""));
            case "tool-call-end" -> {
                if (!arguments) {
                    arguments("{}");
                }
            }
            case "message-end" -> end(event.path("delta"));
            case "content-end", "citation-start", "citation-end", "debug" -> {}
            default -> UnknownEvents.passOver();
        }
    }

    private void content(JsonNode content) {
        reasoning(content.path("thinking").asText(""));
        String text = content.path("text").asText("");
        if (!text.isEmpty()) {
            chunks.text(0, text);
        }
    }

    private void reasoning(String piece) {
        if (!piece.isEmpty()) {
            chunks.reasoning(0, piece);
        }
    }

    private void arguments(String piece) {
        if (!piece.isEmpty() && toolCalls > 0) {
            arguments = true;
            chunks.arguments(0, toolCalls - 1, piece);
        }
    }

    private void end(JsonNode end) {
        over();
        Usage told = end.path("usage").isObject() ? CohereFacts.usage(end.get("usage")) : null;
        used = told;
        String reason = end.path("finish_reason").asText("COMPLETE");
        if (CohereFacts.isFailure(reason)) {
            chunks.error(end.path("error").asText("Cohere broke off its answer: " + reason), reason, reason);
            return;
        }
        chunks.finish(0, CohereFacts.finishReason(reason));
        if (told != null) {
            chunks.usage(told);
        }
        chunks.done();
    }

    /** Also of an answer that failed: its client hears of the failure and of nothing else. */
    @Override
    public @Nullable Usage usage() {
        return used;
    }

    /** A proper end says so; this one was none. */
    @Override
    protected void close() {}
}
