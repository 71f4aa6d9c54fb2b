package aigateway.web.mistral;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Moderation by Mistral: OpenAI's shape, but for the word that sums it up.
 *
 * @see <a href="https://docs.mistral.ai/api/#tag/classifiers">Mistral: classifiers</a>
 */
public final class MistralModeration {

    private MistralModeration() {}

    public static ObjectNode request(ObjectNode asked) {
        for (JsonNode part : asked.path("input")) {
            if (!part.isTextual()) {
                throw badRequest("The field 'input' must hold texts for this model.", "input");
            }
        }
        ObjectNode said = Json.emptyObject();
        said.set("model", asked.path("model"));
        said.set("input", asked.path("input"));
        return said;
    }

    /** @throws UncheckedIOException no answer of Mistral's */
    public static byte[] answer(ObjectNode asked, byte[] body) {
        ObjectNode said = Json.object(body);
        if (!said.path("results").isArray()) {
            throw new UncheckedIOException(new IOException("no results"));
        }
        for (JsonNode result : said.path("results")) {
            if (result instanceof ObjectNode verdict && !verdict.has("flagged")) {
                boolean flagged = false;
                for (JsonNode category : verdict.path("categories")) {
                    flagged |= category.asBoolean();
                }
                verdict.put("flagged", flagged);
            }
        }
        return Json.bytes(said);
    }
}
