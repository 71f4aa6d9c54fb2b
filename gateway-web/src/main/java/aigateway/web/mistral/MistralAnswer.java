package aigateway.web.mistral;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Puts an answer of Mistral's right, or a chunk of one: what the model thought is told among the content, arguments may be
 * an object, and one finish reason is Mistral's own.
 */
public final class MistralAnswer {

    private MistralAnswer() {}

    /** @throws UncheckedIOException no answer of Mistral's */
    public static byte[] translate(byte[] body) {
        ObjectNode answer = Json.object(body);
        if (!answer.path("choices").isArray()) {
            throw new UncheckedIOException(new IOException("an answer without choices"));
        }
        patch(answer);
        return Json.bytes(answer);
    }

    public static void patch(ObjectNode answer) {
        for (JsonNode choice : answer.path("choices")) {
            if (choice.path("finish_reason").asText().equals("model_length")) {
                ((ObjectNode) choice).put("finish_reason", "length");
            }
            said(choice.path("message"));
            said(choice.path("delta"));
        }
    }

    private static void said(JsonNode message) {
        if (!(message instanceof ObjectNode said)) {
            return;
        }
        if (said.path("content").isArray()) {
            StringBuilder text = new StringBuilder();
            StringBuilder reasoning = new StringBuilder();
            for (JsonNode part : said.get("content")) {
                text.append(part.path("text").asText(""));
                for (JsonNode thought : part.path("thinking")) {
                    reasoning.append(thought.path("text").asText(""));
                }
            }
            said.put("content", text.toString());
            if (!reasoning.isEmpty()) {
                said.put("reasoning_content", reasoning.toString());
            }
        }
        for (JsonNode call : said.path("tool_calls")) {
            if (call instanceof ObjectNode told && told.has("id")) {
                told.put("type", "function");
            }
            if (call.path("function") instanceof ObjectNode function
                    && function.path("arguments").isObject()) {
                function.put("arguments", function.get("arguments").toString());
            }
        }
    }
}
