package aigateway.web.anthropic;

import aigateway.web.openai.ToolCallId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;

/**
 * What a conversation in Anthropic's words brings along from other vendors' models, and Claude refuses: ids of calls with
 * Gemini's signature in them, and thoughts without one.
 */
final class BroughtAlong {

    private BroughtAlong() {}

    /** @return the request without it; itself where there is none, as in most */
    static ObjectNode without(ObjectNode asked) {
        boolean any = false;
        for (JsonNode turn : asked.path("messages")) {
            for (JsonNode block : turn.path("content")) {
                any |= isUnsigned(block) || isSigned(block, "id") || isSigned(block, "tool_use_id");
            }
        }
        if (!any) {
            return asked;
        }
        ObjectNode said = asked.deepCopy();
        Iterator<JsonNode> turns = said.path("messages").iterator();
        boolean goesOnWithoutThoughts = false;
        while (turns.hasNext()) {
            JsonNode turn = turns.next();
            if (turn.get("content") instanceof ArrayNode blocks && !blocks.isEmpty()) {
                clean(blocks);
                if (blocks.isEmpty()) {
                    turns.remove();
                } else if (turn.path("role").asText().equals("assistant")) {
                    goesOnWithoutThoughts = callsWithoutThoughts(blocks);
                }
            }
        }
        if (goesOnWithoutThoughts && said.path("thinking").path("type").asText().equals("enabled")) {
            withoutThinking(said);
        }
        return said;
    }

    private static boolean isUnsigned(JsonNode block) {
        return block.path("type").asText().equals("thinking")
                && block.path("signature").asText("").isBlank();
    }

    private static boolean isSigned(JsonNode block, String field) {
        return ToolCallId.read(block.path(field).asText("")).signature() != null;
    }

    private static void clean(ArrayNode blocks) {
        Iterator<JsonNode> each = blocks.iterator();
        while (each.hasNext()) {
            JsonNode block = each.next();
            if (isUnsigned(block)) {
                each.remove();
            }
            for (String field : new String[] {"id", "tool_use_id"}) {
                if (isSigned(block, field)) {
                    ((ObjectNode) block).put(field, ToolCallId.bare(block.get(field).textValue()));
                }
            }
        }
    }

    private static boolean callsWithoutThoughts(ArrayNode blocks) {
        boolean calls = false;
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            if (type.endsWith("thinking")) {
                return false;
            }
            calls |= type.equals("tool_use");
        }
        return calls;
    }

    /** With a budget for thoughts there have to be some before a call. */
    private static void withoutThinking(ObjectNode said) {
        said.remove("thinking");
        if (said.path("context_management").get("edits") instanceof ArrayNode edits) {
            for (int i = edits.size() - 1; i >= 0; i--) {
                if (edits.get(i).path("type").asText().startsWith("clear_thinking")) {
                    edits.remove(i);
                }
            }
            if (edits.isEmpty()) {
                said.remove("context_management");
            }
        }
    }
}
