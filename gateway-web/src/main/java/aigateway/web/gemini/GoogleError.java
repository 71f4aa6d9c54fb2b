package aigateway.web.gemini;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** A refusal of Google's as OpenAI's. Some come as a list of one. */
public final class GoogleError {

    private GoogleError() {}

    public static byte[] toOpenAi(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        // A list is made an object that holds it, so that one reader does for both.
        JsonNode said = Json.objectIn("{\"it\":" + text + "}")
                .map(read -> read.path("it"))
                .orElse(Json.emptyObject());
        JsonNode error = (said.isArray() ? said.path(0) : said).path("error");
        if (!error.path("message").isTextual()) {
            return body;
        }
        ObjectNode told = Json.emptyObject();
        // Of the models of others that Google offers the vendor refuses in its own words.
        String status = error.path("status").asText(error.path("type").asText("UNKNOWN"));
        told.putObject("error")
                .put("message", error.get("message").textValue())
                .put("type", status)
                .putNull("param")
                .put("code", status);
        return Json.bytes(told);
    }
}
