package aigateway.web.gemini;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.openai.DataUrl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URLConnection;

/** The content of one of OpenAI's messages as Gemini's parts. */
final class Parts {

    private Parts() {}

    static void add(ArrayNode parts, JsonNode content, String at) {
        if (content.isTextual()) {
            text(parts, content);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String place = at + "[" + i + "]";
            switch (part.path("type").asText()) {
                case "text" -> text(parts, part.path("text"));
                case "refusal" -> text(parts, part.path("refusal"));
                case "image_url" -> media(
                        parts, part.path("image_url").path("url").asText(), "image/jpeg");
                case "input_audio" -> parts.addObject()
                        .putObject("inlineData")
                        .put(
                                "mimeType",
                                "audio/"
                                        + part.path("input_audio")
                                                .path("format")
                                                .asText("wav"))
                        .set("data", part.path("input_audio").path("data"));
                case "file" -> {
                    JsonNode file = part.path("file");
                    JsonNode data = file.has("file_data") ? file.get("file_data") : file.path("file_id");
                    if (!data.isTextual()) {
                        throw badRequest("The file of " + place + " needs file_data or file_id.", place + ".file");
                    }
                    media(parts, data.textValue(), "application/pdf");
                }
                default -> throw badRequest(
                        "The type of " + place + " must be text, image_url, input_audio or file for Gemini's models.",
                        place + ".type");
            }
        }
    }

    private static void text(ArrayNode parts, JsonNode text) {
        if (!text.asText("").isEmpty()) {
            parts.addObject().set("text", text);
        }
    }

    /** The type stands before the data: Gemini reads a body as it comes. */
    private static void media(ArrayNode parts, String address, String otherwise) {
        DataUrl data = DataUrl.read(address).orElse(null);
        if (data != null) {
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", data.mediaType())
                    .put("data", data.base64());
            return;
        }
        int query = address.indexOf('?');
        String known = URLConnection.guessContentTypeFromName(query < 0 ? address : address.substring(0, query));
        parts.addObject()
                .putObject("fileData")
                .put("mimeType", known == null ? otherwise : known)
                .put("fileUri", address);
    }
}
