package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import aigateway.web.openai.ToolCallId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's contents as OpenAI's messages. Gemini's calls need no ids, OpenAI's do: they are counted, and a result belongs
 * to the first call of its name that has none.
 */
final class ContentMessages {

    private final ArrayNode messages = Json.emptyArray();
    private final Map<String, Deque<String>> open = new HashMap<>();

    /** Of calls that have an id of Gemini's, the id with the signature of the call. */
    private final Map<String, String> signed = new HashMap<>();

    private int calls;
    private @Nullable GatewayException onlyAsIs;

    /** Why nobody but Gemini's own models can be told this; null where others can. */
    @Nullable
    GatewayException onlyAsIs() {
        return onlyAsIs;
    }

    ArrayNode all() {
        return messages;
    }

    void system(JsonNode instruction) {
        StringBuilder text = new StringBuilder(instruction.isTextual() ? instruction.textValue() : "");
        for (JsonNode part : instruction.path("parts")) {
            text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText(""));
        }
        if (!text.isEmpty()) {
            messages.addObject().put("role", "system").put("content", text.toString());
        }
    }

    /** @throws aigateway.call.GatewayException names what is at fault */
    void content(JsonNode content, String at) {
        switch (content.path("role").asText("user")) {
            case "user", "function", "tool" -> user(content.path("parts"), at + ".parts");
            case "model" -> model(content.path("parts"));
            default -> throw badRequest("The role of " + at + " must be user or model.", at + ".role");
        }
    }

    private void user(JsonNode parts, String at) {
        ArrayNode said = Json.emptyArray();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            if (part.path("functionResponse").isObject()) {
                result(part.get("functionResponse"), at + "[" + i + "]");
            } else if (part.has("text")) {
                said.addObject().put("type", "text").set("text", part.get("text"));
            } else if (part.path("inlineData").isObject()) {
                media(said, part.get("inlineData"));
            } else if (part.path("fileData").isObject()) {
                media(said, part.get("fileData"));
            } else {
                ofGeminiOnly(at + "[" + i + "]");
                said.addObject().put("type", "text").put("text", part.toString());
            }
        }
        if (said.size() == 1 && said.get(0).has("text")) {
            messages.addObject().put("role", "user").set("content", said.get(0).get("text"));
        } else if (!said.isEmpty()) {
            messages.addObject().put("role", "user").set("content", said);
        }
    }

    private void ofGeminiOnly(String at) {
        if (onlyAsIs == null) {
            onlyAsIs = badRequest("The part " + at + " can be sent to Gemini's own models only.", at);
        }
    }

    private void result(JsonNode response, String at) {
        String name = response.path("name").asText();
        Deque<String> waiting = open.getOrDefault(name, new ArrayDeque<>());
        String given = response.path("id").asText("");
        String id = signed.getOrDefault(given, given);
        if (!id.isEmpty()) {
            waiting.remove(id);
        } else if (waiting.isEmpty()) {
            throw badRequest("The function response " + at + " answers no call before it.", at);
        } else {
            id = waiting.removeFirst();
        }
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", id)
                .put("content", response.path("response").toString());
    }

    private static void media(ArrayNode said, JsonNode data) {
        String type = data.path("mimeType").asText();
        boolean inline = data.has("data");
        String address = inline
                ? "data:" + type + ";base64," + data.path("data").asText()
                : data.path("fileUri").asText();
        if (type.startsWith("image/")) {
            said.addObject().put("type", "image_url").putObject("image_url").put("url", address);
        } else if (type.startsWith("audio/") && inline) {
            said.addObject()
                    .put("type", "input_audio")
                    .putObject("input_audio")
                    .put("format", type.substring("audio/".length()))
                    .set("data", data.path("data"));
        } else {
            said.addObject()
                    .put("type", "file")
                    .putObject("file")
                    .put("filename", data.path("displayName").asText("file"))
                    .put("file_data", address);
        }
    }

    private void model(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        ArrayNode called = Json.emptyArray();
        for (JsonNode part : parts) {
            JsonNode call = part.path("functionCall");
            if (call.isObject()) {
                String name = call.path("name").asText();
                String given = call.path("id").asText("");
                String id = new ToolCallId(
                                given.isEmpty() ? "call_" + ++calls : given,
                                part.path("thoughtSignature").textValue())
                        .written();
                if (!given.isEmpty()) {
                    signed.put(given, id);
                }
                open.computeIfAbsent(name, any -> new ArrayDeque<>()).add(id);
                ObjectNode told = called.addObject().put("id", id).put("type", "function");
                told.putObject("function")
                        .put("name", name)
                        .put(
                                "arguments",
                                call.path("args").isObject() ? call.get("args").toString() : "{}");
            } else if (!part.path("thought").asBoolean()) {
                text.append(part.path("text").asText(""));
            }
        }
        if (text.isEmpty() && called.isEmpty()) {
            // Thoughts, and signs of life that a client keeps as turns of their own.
            return;
        }
        ObjectNode message = messages.addObject().put("role", "assistant");
        message.put("content", text.isEmpty() && !called.isEmpty() ? null : text.toString());
        if (!called.isEmpty()) {
            message.set("tool_calls", called);
        }
    }
}
