package aigateway.web.cohere;

import static aigateway.web.openai.UsageReader.UNTOLD;
import static aigateway.web.openai.UsageReader.tokens;

import aigateway.call.Usage;
import com.fasterxml.jackson.databind.JsonNode;

/** What whole answers and ends of streams tell alike. */
final class CohereFacts {

    private CohereFacts() {}

    static String finishReason(String reason) {
        return switch (reason) {
            case "MAX_TOKENS" -> "length";
            case "TOOL_CALL" -> "tool_calls";
            case "ERROR_TOXIC" -> "content_filter";
            default -> "stop";
        };
    }

    /** The other way round. What was held back has no word of its own there. */
    static String reason(String finishReason, boolean called) {
        return switch (finishReason) {
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "ERROR_TOXIC";
                // Some servers say stop after a call.
            default -> called ? "TOOL_CALL" : "COMPLETE";
        };
    }

    static boolean isFailure(String reason) {
        return reason.equals("ERROR") || reason.equals("TIMEOUT") || reason.equals("ERROR_LIMIT");
    }

    /** What is billed; where that is not told, what went through the model. */
    static Usage usage(JsonNode usage) {
        JsonNode billed = usage.path("billed_units");
        JsonNode counted = billed.has("input_tokens") || billed.has("output_tokens") ? billed : usage.path("tokens");
        long input = tokens(counted.path("input_tokens"), UNTOLD);
        long output = tokens(counted.path("output_tokens"), UNTOLD);
        long cached = Math.min(tokens(usage.path("cached_tokens"), 0), input);
        return new Usage(input, output, cached, 0, 0, 0, 0, 0, false).told(input != UNTOLD, output != UNTOLD);
    }
}
