package aigateway.web.bedrock;

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
        long read = usage.path("cacheReadInputTokens").asLong();
        long written = usage.path("cacheWriteInputTokens").asLong();
        long hour = 0;
        for (JsonNode detail : usage.path("cacheDetails")) {
            hour += detail.path("ttl").asText().equals("1h")
                    ? detail.path("inputTokens").asLong()
                    : 0;
        }
        return new Usage(
                usage.path("inputTokens").asLong() + read + written,
                usage.path("outputTokens").asLong(),
                read,
                written,
                Math.min(hour, written),
                0,
                0,
                0,
                false);
    }
}
