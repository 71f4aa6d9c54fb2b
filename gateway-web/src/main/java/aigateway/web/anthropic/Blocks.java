package aigateway.web.anthropic;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.DataUrl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The content of one of OpenAI's messages as Anthropic's blocks. Anthropic refuses a text of nothing but blanks; it is left out. */
final class Blocks {

    private Blocks() {}

    static ArrayNode of(JsonNode content, String at) {
        ArrayNode blocks = Json.emptyArray();
        if (content.isTextual()) {
            text(blocks, content, content);
        }
        for (int i = 0; i < content.size(); i++) {
            add(blocks, content.get(i), at + "[" + i + "]");
        }
        return blocks;
    }

    private static void add(ArrayNode blocks, JsonNode part, String at) {
        switch (part.path("type").asText()) {
            case "text" -> text(blocks, part.path("text"), part);
            case "refusal" -> text(blocks, part.path("refusal"), part);
            case "image_url" -> {
                ObjectNode block = blocks.addObject().put("type", "image");
                source(block, part.path("image_url").path("url").asText());
                cached(block, part);
            }
            case "file" -> file(blocks, part.path("file"), part, at);
            case "input_audio" -> throw badRequest("Anthropic's models take no audio.", at);
            default -> throw badRequest(
                    "The type of " + at + " must be text, image_url or file for Anthropic's models.", at + ".type");
        }
    }

    private static void text(ArrayNode blocks, JsonNode text, JsonNode part) {
        if (!text.asText("").isBlank()) {
            ObjectNode block = blocks.addObject().put("type", "text");
            block.set("text", text);
            cached(block, part);
        }
    }

    private static void file(ArrayNode blocks, JsonNode file, JsonNode part, String at) {
        ObjectNode block = blocks.addObject().put("type", "document");
        if (file.path("file_id").isTextual()) {
            block.putObject("source").put("type", "file").set("file_id", file.get("file_id"));
        } else if (file.path("file_data").isTextual()) {
            source(block, file.path("file_data").textValue());
        } else {
            throw badRequest("The file of " + at + " needs file_data or file_id.", at + ".file");
        }
        if (file.path("filename").isTextual()) {
            block.set("title", file.get("filename"));
        }
        cached(block, part);
    }

    private static void source(ObjectNode block, String address) {
        ObjectNode source = block.putObject("source");
        DataUrl.read(address)
                .ifPresentOrElse(
                        data -> source.put("type", "base64")
                                .put("media_type", data.mediaType())
                                .put("data", data.base64()),
                        () -> source.put("type", "url").put("url", address));
    }

    private static void cached(ObjectNode block, JsonNode part) {
        if (part.has("cache_control")) {
            block.set("cache_control", part.get("cache_control"));
        }
    }
}
