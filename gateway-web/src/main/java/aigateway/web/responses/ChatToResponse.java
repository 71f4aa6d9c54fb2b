package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A whole chat completion as a response. */
final class ChatToResponse {

    private ChatToResponse() {}

    /** @param asked the request, of which the answer repeats some */
    static byte[] translate(byte[] chatCompletion, ObjectNode asked) {
        ObjectNode answer = Json.object(chatCompletion);
        JsonNode choice = answer.path("choices").path(0);
        JsonNode message = choice.path("message");
        String base = ResponseObject.base(answer.path("id").asText());
        ObjectNode response = ResponseObject.of(asked, answer, base);
        ResponseObject.finish(response, choice.path("finish_reason").asText("stop"));
        String status = response.path("status").asText();
        ArrayNode output = response.withArray("output");
        String thought = OutputItem.reasoning(message);
        JsonNode signed = message.path("thinking_blocks");
        if (!thought.isEmpty() || !signed.isEmpty()) {
            ObjectNode reasoning = OutputItem.reasoning(id(base, output));
            if (!thought.isEmpty()) {
                reasoning.withArray("summary").add(OutputItem.part("summary_text", thought));
            }
            if (!signed.isEmpty()) {
                reasoning.put("encrypted_content", SignedThoughts.written(signed));
            }
            output.add(reasoning);
        }
        message(output, base, status, message);
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode item = OutputItem.call(id(base, output), status, call);
            if (item.path("arguments").asText().isBlank()) {
                item.put("arguments", "{}");
            }
            output.add(item);
        }
        if (answer.path("usage").isObject()) {
            response.set("usage", ResponseObject.usage(answer.get("usage")));
        }
        return Json.bytes(response);
    }

    private static void message(ArrayNode output, String base, String status, JsonNode message) {
        String text = message.path("content").asText("");
        String refusal = message.path("refusal").asText("");
        if (text.isEmpty() && refusal.isEmpty()) {
            return;
        }
        ObjectNode item = OutputItem.message(id(base, output), status);
        output.add(item);
        if (!text.isEmpty()) {
            item.withArray("content").add(OutputItem.part("output_text", text));
        }
        if (!refusal.isEmpty()) {
            item.withArray("content").add(OutputItem.part("refusal", refusal));
        }
    }

    private static String id(String base, ArrayNode output) {
        return base + '_' + output.size();
    }
}
