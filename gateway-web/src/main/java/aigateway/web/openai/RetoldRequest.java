package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A request in a vendor's own words.
 *
 * @param dropped fields that it had none for
 * @param toolNames the client's names of tools by the vendor's, where they differ
 */
public record RetoldRequest(byte[] body, List<String> dropped, Map<String, String> toolNames) {

    /** A whole answer, in OpenAI's shape, by the client's names. */
    public byte[] answer(byte[] chatCompletion) {
        if (toolNames.isEmpty()) {
            return chatCompletion;
        }
        ObjectNode answer = Json.object(chatCompletion);
        ToolNames.giveBack(answer, toolNames);
        return Json.bytes(answer);
    }

    /** The same of a stream. */
    public VendorStream stream(VendorStream translation) {
        return toolNames.isEmpty()
                ? translation
                : new PatchedStream(
                        translation, ToolNames.MARK_OF_A_CALL, chunk -> ToolNames.giveBack(chunk, toolNames));
    }
}
