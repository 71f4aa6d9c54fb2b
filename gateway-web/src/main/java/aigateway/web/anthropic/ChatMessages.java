package aigateway.web.anthropic;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's turns as OpenAI's messages: results of tools become messages of their own before what the user says. What a
 * model thought is its vendor's alone and does not go to another.
 */
final class ChatMessages {

    private final ArrayNode messages = Json.emptyArray();
    private boolean holdThoughts;
    private @Nullable GatewayException onlyAsIs;

    ArrayNode all() {
        return messages;
    }

    void system(JsonNode system) {
        if (!system.isEmpty() || !system.asText("").isEmpty()) {
            ObjectNode message = messages.addObject().put("role", "system");
            message.set("content", system.isTextual() ? system : parts(system, "system"));
        }
    }

    /** @throws aigateway.call.GatewayException names what is at fault */
    void turn(JsonNode turn, String at) {
        switch (turn.path("role").asText()) {
            case "user" -> user(turn.path("content"), at + ".content");
            case "assistant" -> assistant(turn.path("content"));
            case "system" -> system(turn.path("content"));
            default -> throw badRequest("The role of " + at + " must be user or assistant.", at + ".role");
        }
    }

    private void user(JsonNode content, String at) {
        if (!content.isArray()) {
            messages.addObject().put("role", "user").set("content", content);
            return;
        }
        ArrayNode said = Json.emptyArray();
        ArrayNode shown = Json.emptyArray();
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_result")) {
                result(block, shown, at);
            } else {
                said.add(block);
            }
        }
        ArrayNode parts = parts(said, at);
        shown.addAll(parts);
        if (!shown.isEmpty()) {
            messages.addObject().put("role", "user").set("content", shown);
        }
    }

    /** Why nobody but Anthropic's own models can be told this; null where others can. */
    @Nullable
    GatewayException onlyAsIs() {
        return onlyAsIs;
    }

    private void ofAnthropicOnly(String what, String at) {
        if (onlyAsIs == null) {
            onlyAsIs = badRequest(what + " in " + at + " can be sent to Anthropic's own models only.", at);
        }
    }

    /** Whether anything of it is a model's own signed thought. */
    boolean holdThoughts() {
        return holdThoughts;
    }

    /** OpenAI's tools answer in text alone; pictures among it follow as the user's. */
    private void result(JsonNode block, ArrayNode shown, String at) {
        ObjectNode message = messages.addObject().put("role", "tool");
        message.set("tool_call_id", block.path("tool_use_id"));
        JsonNode content = block.path("content");
        if (!content.isArray()) {
            message.put("content", content.asText(""));
            return;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts(content, at)) {
            if (part.has("text")) {
                text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText());
            } else {
                shown.add(part);
            }
        }
        message.put("content", text.toString());
    }

    private void assistant(JsonNode content) {
        ObjectNode message = messages.addObject().put("role", "assistant");
        if (!content.isArray()) {
            message.set("content", content);
            return;
        }
        StringBuilder text = new StringBuilder();
        ArrayNode calls = Json.emptyArray();
        for (JsonNode block : content) {
            switch (block.path("type").asText()) {
                case "thinking", "redacted_thinking" -> {
                    message.withArray("thinking_blocks").add(block);
                    holdThoughts = true;
                }
                case "text" -> text.append(block.path("text").asText());
                case "tool_use" -> {
                    ObjectNode call = calls.addObject();
                    call.set("id", block.path("id"));
                    ObjectNode function = call.put("type", "function").putObject("function");
                    function.set("name", block.path("name"));
                    function.put("arguments", block.path("input").toString());
                }
                default -> {}
            }
        }
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private ArrayNode parts(JsonNode blocks, String at) {
        ArrayNode parts = Json.emptyArray();
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "text" -> parts.addObject().put("type", "text").set("text", block.path("text"));
                case "image" -> parts.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", address(block.path("source"), at));
                case "document" -> document(parts, block, at);
                case "thinking", "redacted_thinking" -> {}
                default -> {
                    ofAnthropicOnly("A block of type '" + block.path("type").asText() + "'", at);
                    parts.addObject().put("type", "text").put("text", block.toString());
                }
            }
        }
        return parts;
    }

    private void document(ArrayNode parts, JsonNode block, String at) {
        JsonNode source = block.path("source");
        if (source.path("type").asText().equals("text")) {
            parts.addObject().put("type", "text").set("text", source.path("data"));
            return;
        }
        parts.addObject()
                .put("type", "file")
                .putObject("file")
                .put("filename", block.path("title").asText("document.pdf"))
                .put("file_data", address(source, at));
    }

    private String address(JsonNode source, String at) {
        return switch (source.path("type").asText()) {
            case "base64" -> "data:" + source.path("media_type").asText() + ";base64,"
                    + source.path("data").asText();
            case "url" -> source.path("url").asText();
            default -> {
                ofAnthropicOnly("A source of type '" + source.path("type").asText() + "'", at);
                yield source.path("file_id").asText();
            }
        };
    }
}
