package aigateway.web.gemini;

import static aigateway.web.openai.UsageReader.UNTOLD;
import static aigateway.web.openai.UsageReader.tokens;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.ToolCallId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.function.Supplier;

/** What whole answers and pieces of a stream have in common: both are told as candidates of parts. */
final class Candidates {

    private Candidates() {}

    static String finishReason(String reason, boolean called) {
        return switch (reason) {
            case "STOP" -> called ? "tool_calls" : "stop";
            case "MAX_TOKENS" -> "length";
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> "content_filter";
            default -> "stop";
        };
    }

    /**
     * Gemini counts thoughts and the prompts of its own tools apart; OpenAI counts them in. A number that it leaves out
     * beside the prompt's is nought.
     */
    static Usage usage(JsonNode usage) {
        long prompt = tokens(usage.path("promptTokenCount"), UNTOLD);
        boolean hasOutput = usage.has("candidatesTokenCount");
        long output = tokens(usage.path("candidatesTokenCount"), hasOutput || prompt == UNTOLD ? UNTOLD : 0);
        long thoughts = tokens(usage.path("thoughtsTokenCount"), 0);
        return new Usage(
                        prompt + tokens(usage.path("toolUsePromptTokenCount"), 0),
                        output + thoughts,
                        tokens(usage.path("cachedContentTokenCount"), 0),
                        0,
                        0,
                        thoughts,
                        audio(usage.path("promptTokensDetails")),
                        audio(usage.path("candidatesTokensDetails")),
                        false)
                .told(prompt != UNTOLD, output != UNTOLD);
    }

    private static long audio(JsonNode details) {
        long tokens = 0;
        for (JsonNode detail : details) {
            tokens += detail.path("modality").asText().equals("AUDIO") ? tokens(detail.path("tokenCount"), 0) : 0;
        }
        return tokens;
    }

    /** @param ids for calls that Gemini gave none */
    static String callId(JsonNode part, Supplier<String> ids) {
        String given = part.path("functionCall").path("id").asText("");
        JsonNode signature = part.path("thoughtSignature");
        return new ToolCallId(given.isEmpty() ? ids.get() : given, signature.textValue()).written();
    }

    static String arguments(JsonNode part) {
        JsonNode arguments = part.path("functionCall").path("args");
        return arguments.isObject() ? arguments.toString() : "{}";
    }

    /** A picture the model made, where servers of OpenAI's shape put theirs. */
    static ArrayNode image(JsonNode inlineData) {
        ArrayNode images = Json.emptyArray();
        images.addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put(
                        "url",
                        "data:" + inlineData.path("mimeType").asText() + ";base64,"
                                + inlineData.path("data").asText());
        return images;
    }
}
