package aigateway.web.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What from Gemini 3 on stands beside calls: of those that were made together, beside the first.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Gemini: thought signatures</a>
 */
final class Signatures {

    /** Stands for the signature of calls that another model made, which has none. */
    static final String NOBODYS = "skip_thought_signature_validator";

    private Signatures() {}

    /** Whether every turn's first call has one. */
    static boolean isSigned(JsonNode contents) {
        for (JsonNode content : contents) {
            if (unsigned(content) != null) {
                return false;
            }
        }
        return true;
    }

    /** Says of calls without one that nobody signed them. */
    static void sign(JsonNode contents) {
        for (JsonNode content : contents) {
            ObjectNode part = unsigned(content);
            if (part != null) {
                part.put("thoughtSignature", NOBODYS);
            }
        }
    }

    /** A turn's first call, if it has none. */
    private static @Nullable ObjectNode unsigned(JsonNode content) {
        for (JsonNode part : content.path("parts")) {
            if (part.path("functionCall").isObject()) {
                return part.path("thoughtSignature").asText("").isEmpty() ? (ObjectNode) part : null;
            }
        }
        return null;
    }
}
