package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The parts of an input item's content as a message's. */
final class InputParts {

    private final JsonNode content;
    private final ArrayNode parts = Json.emptyArray();
    private @Nullable JsonNode strange;

    InputParts(JsonNode content) {
        this.content = content;
    }

    /** A part that a chat completion has nothing for; null when there was none. */
    @Nullable
    JsonNode strange() {
        return strange;
    }

    JsonNode translate() {
        content.forEach(this::part);
        // One text is a text: servers that know no parts understand it, too.
        return parts.size() == 1 && parts.get(0).has("text") ? parts.get(0).get("text") : parts;
    }

    private void part(JsonNode part) {
        switch (part.path("type").asText()) {
            case "input_text", "output_text", "text" -> parts.addObject()
                    .put("type", "text")
                    .set("text", part.path("text"));
            case "refusal" -> parts.addObject().put("type", "text").set("text", part.path("refusal"));
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> parts.addObject()
                    .put("type", "input_audio")
                    .set("input_audio", part.path("input_audio"));
            default -> strange = part;
        }
    }

    private void image(JsonNode part) {
        if (!part.path("image_url").isTextual()) {
            // A file at OpenAI's, which others cannot read.
            strange = part;
            return;
        }
        ObjectNode image = parts.addObject().put("type", "image_url").putObject("image_url");
        image.set("url", part.get("image_url"));
        if (part.path("detail").isTextual()) {
            image.set("detail", part.get("detail"));
        }
    }

    private void file(JsonNode part) {
        if (!part.path("file_data").isTextual()) {
            strange = part;
            return;
        }
        parts.addObject()
                .put("type", "file")
                .putObject("file")
                .put("filename", part.path("filename").asText("document.pdf"))
                .set("file_data", part.get("file_data"));
    }
}
