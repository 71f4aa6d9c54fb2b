package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Thoughts that a vendor signed and wants back unchanged, in the field of a reasoning item that clients return unread. The
 * vendor's signature is what keeps them as they were; nothing is hidden by it.
 */
final class SignedThoughts {

    private static final String MARK = "thoughts.v1.";
    private static final String BLOCKS = "blocks";

    private SignedThoughts() {}

    /** @param blocks as a chat completion holds them */
    static String written(JsonNode blocks) {
        ObjectNode all = Json.emptyObject();
        all.putArray(BLOCKS).addAll(read(blocks));
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(all));
    }

    private static ArrayNode read(JsonNode blocks) {
        ArrayNode all = Json.emptyArray();
        blocks.forEach(all::add);
        return all;
    }

    /** Whether it was written here, well or not. */
    static boolean areIn(String written) {
        return written.startsWith(MARK);
    }

    /** None where somebody else wrote it, OpenAI for one, or it was changed. */
    static ArrayNode read(String written) {
        if (!areIn(written)) {
            return Json.emptyArray();
        }
        try {
            byte[] json = Base64.getUrlDecoder()
                    .decode(written.substring(MARK.length()).getBytes(StandardCharsets.ISO_8859_1));
            return read(Json.object(json).path(BLOCKS));
        } catch (IllegalArgumentException | UncheckedIOException changed) {
            return Json.emptyArray();
        }
    }
}
