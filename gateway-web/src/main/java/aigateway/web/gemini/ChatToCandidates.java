package aigateway.web.gemini;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What OpenAI says of an answer, whole or in pieces, as Gemini's candidates. */
final class ChatToCandidates {

    private ChatToCandidates() {}

    static byte[] answer(byte[] body) {
        ObjectNode answer = Json.object(body);
        ObjectNode said = envelope(answer);
        ArrayNode candidates = said.putArray("candidates");
        for (JsonNode choice : answer.path("choices")) {
            ArrayNode parts = Json.emptyArray();
            JsonNode message = choice.path("message");
            thought(parts, message);
            text(parts, message.path("content").asText(message.path("refusal").asText("")));
            for (JsonNode call : message.path("tool_calls")) {
                call(
                        parts,
                        call.path("id").asText(),
                        call.path("function").path("name").asText(),
                        call.path("function").path("arguments").asText());
            }
            candidate(candidates, choice.path("index").asInt(), parts)
                    .put(
                            "finishReason",
                            finishReason(choice.path("finish_reason").asText("stop")));
        }
        if (answer.path("usage").isObject()) {
            said.set("usageMetadata", usage(answer.get("usage")));
        }
        return Json.bytes(said);
    }

    static ObjectNode envelope(JsonNode answer) {
        return Json.emptyObject()
                .put("responseId", answer.path("id").asText())
                .put("modelVersion", answer.path("model").asText());
    }

    static ObjectNode candidate(ArrayNode candidates, int index, ArrayNode parts) {
        ObjectNode candidate = candidates.addObject();
        candidate.putObject("content").put("role", "model").set("parts", parts);
        return candidate.put("index", index);
    }

    static void thought(ArrayNode parts, JsonNode said) {
        String reasoning =
                said.path("reasoning_content").asText(said.path("reasoning").asText(""));
        if (!reasoning.isEmpty()) {
            parts.addObject().put("text", reasoning).put("thought", true);
        }
    }

    static void text(ArrayNode parts, String text) {
        if (!text.isEmpty()) {
            parts.addObject().put("text", text);
        }
    }

    static void call(ArrayNode parts, String id, String name, String arguments) {
        parts.addObject()
                .putObject("functionCall")
                .put("id", id)
                .put("name", name)
                .set("args", Json.objectIn(arguments).orElseGet(Json::emptyObject));
    }

    static String finishReason(String reason) {
        return switch (reason) {
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> "STOP";
        };
    }

    static ObjectNode usage(JsonNode usage) {
        long thoughts =
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong();
        long cached = usage.path("prompt_tokens_details").path("cached_tokens").asLong();
        ObjectNode said = Json.emptyObject()
                .put("promptTokenCount", usage.path("prompt_tokens").asLong())
                .put(
                        "candidatesTokenCount",
                        Math.max(0, usage.path("completion_tokens").asLong() - thoughts))
                .put(
                        "totalTokenCount",
                        usage.path("prompt_tokens").asLong()
                                + usage.path("completion_tokens").asLong());
        if (thoughts > 0) {
            said.put("thoughtsTokenCount", thoughts);
        }
        return cached > 0 ? said.put("cachedContentTokenCount", cached) : said;
    }
}
