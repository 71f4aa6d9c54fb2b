package aigateway.web.bedrock;

import static aigateway.web.openai.UsageReader.UNTOLD;
import static aigateway.web.openai.UsageReader.tokens;

import aigateway.call.Usage;
import com.fasterxml.jackson.databind.JsonNode;

/** What whole answers and ends of streams tell alike. */
final class ConverseFacts {

    private ConverseFacts() {}

    static String finishReason(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "guardrail_intervened", "content_filtered" -> "content_filter";
            default -> "stop";
        };
    }

    /** Bedrock's input tokens are those that met no cache, ours are all. */
    static Usage usage(JsonNode usage) {
        long input = tokens(usage.path("inputTokens"), UNTOLD);
        long output = tokens(usage.path("outputTokens"), UNTOLD);
        long read = tokens(usage.path("cacheReadInputTokens"), 0);
        long written = tokens(usage.path("cacheWriteInputTokens"), 0);
        long hour = 0;
        for (JsonNode detail : usage.path("cacheDetails")) {
            hour += detail.path("ttl").asText().equals("1h") ? tokens(detail.path("inputTokens"), 0) : 0;
        }
        return new Usage(input + read + written, output, read, written, Math.min(hour, written), 0, 0, 0, false)
                .told(input != UNTOLD, output != UNTOLD);
    }
}
