package aigateway.web.gemini;

import aigateway.call.Usage;
import aigateway.web.json.Json;
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

    /** Gemini counts thoughts and the prompts of its own tools apart; OpenAI counts them in. */
    static Usage usage(JsonNode usage) {
        long thoughts = usage.path("thoughtsTokenCount").asLong();
        return new Usage(
                usage.path("promptTokenCount").asLong()
                        + usage.path("toolUsePromptTokenCount").asLong(),
                usage.path("candidatesTokenCount").asLong() + thoughts,
                usage.path("cachedContentTokenCount").asLong(),
                0,
                0,
                thoughts,
                audio(usage.path("promptTokensDetails")),
                audio(usage.path("candidatesTokensDetails")),
                false);
    }

    private static long audio(JsonNode details) {
        long tokens = 0;
        for (JsonNode detail : details) {
            tokens += detail.path("modality").asText().equals("AUDIO")
                    ? detail.path("tokenCount").asLong()
                    : 0;
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
