package aigateway.web.cohere;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Cohere's messages as OpenAI's. What a model thought or planned is its vendor's alone and does not go to another. */
final class CohereMessages {

    private final ArrayNode messages = Json.emptyArray();

    ArrayNode all() {
        return messages;
    }

    /** @throws aigateway.call.GatewayException names what is at fault */
    void add(JsonNode message, String at) {
        String role = message.path("role").asText();
        switch (role) {
            case "system", "user" -> messages.addObject().put("role", role).set("content", content(message, at));
            case "assistant" -> assistant(message, at);
            case "tool" -> {
                ObjectNode result = messages.addObject().put("role", "tool");
                result.set("tool_call_id", message.path("tool_call_id"));
                result.put("content", text(message.path("content")));
            }
            default -> throw badRequest(
                    "The role of " + at + " must be system, user, assistant or tool.", at + ".role");
        }
    }

    private void assistant(JsonNode message, String at) {
        ObjectNode said = messages.addObject().put("role", "assistant");
        JsonNode content = content(message, at);
        if (content.isTextual() || !content.isEmpty()) {
            said.set("content", content);
        } else {
            said.putNull("content");
        }
        for (JsonNode call : message.path("tool_calls")) {
            said.withArray("tool_calls").add(call);
        }
    }

    private static JsonNode content(JsonNode message, String at) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content;
        }
        ArrayNode parts = Json.emptyArray();
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            switch (part.path("type").asText()) {
                case "text" -> parts.addObject().put("type", "text").set("text", part.path("text"));
                case "image_url" -> parts.addObject().put("type", "image_url").set("image_url", part.path("image_url"));
                case "thinking" -> {}
                default -> {
                    String place = at + ".content[" + i + "]";
                    throw badRequest("The type of " + place + " must be text or image_url.", place + ".type");
                }
            }
        }
        return parts;
    }

    /** Tools answer in texts and documents, which are texts to everybody else. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode data = part.path("document").path("data");
            String said = part.has("text")
                    ? part.path("text").asText()
                    : data.isTextual() ? data.textValue() : data.isMissingNode() ? "" : data.toString();
            text.append(text.isEmpty() ? "" : "\n").append(said);
        }
        return text.toString();
    }
}
