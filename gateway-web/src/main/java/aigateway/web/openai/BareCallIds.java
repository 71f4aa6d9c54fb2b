package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A conversation whose calls Gemini has signed in their ids ({@link ToolCallId}), as it goes where ids may not be long. */
public final class BareCallIds {

    private static final byte[] MARK = ToolCallId.MARK.getBytes(StandardCharsets.US_ASCII);

    private BareCallIds() {}

    /** @param body of a chat completion or a response; it is returned itself where no id is signed, as in most */
    public static byte[] in(byte[] body) {
        if (!mayBeSigned(body)) {
            return body;
        }
        ObjectNode tree = Json.exact(body);
        for (JsonNode message : tree.path("messages")) {
            bare(message, "tool_call_id");
            message.path("tool_calls").forEach(call -> bare(call, "id"));
        }
        tree.path("input").forEach(item -> bare(item, "call_id"));
        return Json.bytes(tree);
    }

    private static void bare(JsonNode object, String field) {
        if (object instanceof ObjectNode told && told.path(field).isTextual()) {
            told.put(field, ToolCallId.bare(told.get(field).textValue()));
        }
    }

    /** Looks at one byte of eleven where the mark is far: a request may hold pictures. */
    private static boolean mayBeSigned(byte[] body) {
        int last = MARK.length - 1;
        for (int at = last; at < body.length; ) {
            int inMark = ToolCallId.MARK.lastIndexOf(body[at]);
            if (inMark < 0) {
                at += MARK.length;
            } else if (inMark < last) {
                at += last - inMark;
            } else if (ends(body, at)) {
                return true;
            } else {
                at++;
            }
        }
        return false;
    }

    private static boolean ends(byte[] body, int at) {
        int start = at - MARK.length + 1;
        return Arrays.equals(body, start, at + 1, MARK, 0, MARK.length);
    }
}
