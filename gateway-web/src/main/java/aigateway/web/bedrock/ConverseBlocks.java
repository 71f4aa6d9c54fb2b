package aigateway.web.bedrock;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import aigateway.web.openai.DataUrl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The content of one of OpenAI's messages as Converse's blocks. Documents of one request have different names. */
final class ConverseBlocks {

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md");

    private int documents;

    ArrayNode of(JsonNode content, String at) {
        ArrayNode blocks = Json.emptyArray();
        if (content.isTextual()) {
            text(blocks, content);
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String place = at + "[" + i + "]";
            switch (part.path("type").asText()) {
                case "text" -> text(blocks, part.path("text"));
                case "refusal" -> text(blocks, part.path("refusal"));
                case "image_url" -> image(
                        blocks, part.path("image_url").path("url").asText(), place);
                case "file" -> document(blocks, part.path("file"), place);
                default -> throw badRequest(
                        "The type of " + place + " must be text, image_url or file for Bedrock's models.",
                        place + ".type");
            }
            if (part.has("cache_control") && !blocks.isEmpty()) {
                blocks.addObject().putObject("cachePoint").put("type", "default");
            }
        }
        return blocks;
    }

    private static void text(ArrayNode blocks, JsonNode text) {
        if (!text.asText("").isBlank()) {
            blocks.addObject().set("text", text);
        }
    }

    private static void image(ArrayNode blocks, String address, String at) {
        DataUrl data = DataUrl.read(address)
                .filter(read -> read.mediaType().startsWith("image/"))
                .orElseThrow(() -> badRequest(
                        "Bedrock fetches no pictures: " + at + " must hold one as data:image/png;base64,…",
                        at + ".image_url"));
        ObjectNode image = blocks.addObject().putObject("image");
        image.put("format", data.mediaType().substring("image/".length()).replace("jpg", "jpeg"));
        image.putObject("source").put("bytes", data.base64());
    }

    private void document(ArrayNode blocks, JsonNode file, String at) {
        DataUrl data = DataUrl.read(file.path("file_data").asText(""))
                .filter(read -> DOCUMENTS.containsKey(read.mediaType()))
                .orElseThrow(() -> badRequest(
                        "The file of " + at
                                + " must be a document as data:application/pdf;base64,… for Bedrock's models.",
                        at + ".file"));
        String name = file.path("filename").asText("document").replaceAll("[^A-Za-z0-9 ()\\[\\]-]+", "-");
        ObjectNode document = blocks.addObject().putObject("document");
        document.put("format", DOCUMENTS.get(data.mediaType())).put("name", ++documents + "-" + name);
        document.putObject("source").put("bytes", data.base64());
    }
}
