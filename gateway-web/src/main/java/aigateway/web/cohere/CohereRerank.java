package aigateway.web.cohere;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The order of documents, as the second version of Cohere's API has it: documents are texts there, and do not come back.
 * What the first version knew is kept for its clients.
 *
 * @see <a href="https://docs.cohere.com/reference/rerank">Cohere: rerank</a>
 */
public final class CohereRerank {

    private static final List<String> OF_THE_FIRST = List.of("return_documents", "rank_fields", "max_chunks_per_doc");

    private CohereRerank() {}

    public static ObjectNode request(ObjectNode asked) {
        ArrayNode texts = Json.emptyArray();
        for (JsonNode document : asked.path("documents")) {
            JsonNode text = document.isObject() ? document.path("text") : document;
            if (!text.isTextual()) {
                throw badRequest("The field 'documents' must hold texts, or objects with a 'text'.", "documents");
            }
            texts.add(text);
        }
        asked.set("documents", texts);
        asked.remove(OF_THE_FIRST);
        return asked;
    }

    /** @throws UncheckedIOException no answer of Cohere's */
    public static byte[] answer(ObjectNode asked, byte[] body) {
        ObjectNode said = Json.object(body);
        if (!said.path("results").isArray()) {
            throw new UncheckedIOException(new IOException("no results"));
        }
        if (!asked.path("return_documents").asBoolean()) {
            return body;
        }
        for (JsonNode result : said.path("results")) {
            JsonNode document =
                    asked.path("documents").path(result.path("index").asInt(-1));
            if (result instanceof ObjectNode ranked && !document.isMissingNode()) {
                if (document.isTextual()) {
                    ranked.putObject("document").set("text", document);
                } else {
                    ranked.set("document", document);
                }
            }
        }
        return Json.bytes(said);
    }
}
