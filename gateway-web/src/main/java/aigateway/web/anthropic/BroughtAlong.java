package aigateway.web.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;

/**
 * What a conversation in Anthropic's words brings along from other vendors' models, and Claude refuses: ids of calls that it
 * would not give, and thoughts that nobody signed.
 */
final class BroughtAlong {

    private BroughtAlong() {}

    /** @return the request without it; itself where there is none, as in most */
    static ObjectNode without(ObjectNode asked) {
        boolean any = false;
        for (JsonNode turn : asked.path("messages")) {
            for (JsonNode block : turn.path("content")) {
                any |= isUnsigned(block) || isForeign(block, idOf(block));
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
                    continue;
                }
            }
            if (turn.path("role").asText().equals("assistant")) {
                goesOnWithoutThoughts = callsWithoutThoughts(turn.path("content"));
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

    private static String idOf(JsonNode block) {
        return block.path("type").asText().equals("tool_result") ? "tool_use_id" : "id";
    }

    private static boolean isForeign(JsonNode block, String field) {
        String type = block.path("type").asText();
        return (type.equals("tool_use") || type.equals("tool_result"))
                && block.path(field).isTextual()
                && !CallIds.OF_CLAUDE.matcher(block.get(field).textValue()).matches();
    }

    private static void clean(ArrayNode blocks) {
        Iterator<JsonNode> each = blocks.iterator();
        while (each.hasNext()) {
            JsonNode block = each.next();
            String field = idOf(block);
            if (isUnsigned(block)) {
                each.remove();
            } else if (isForeign(block, field)) {
                ((ObjectNode) block).put(field, CallIds.told(block.get(field).textValue(), CallIds.OF_CLAUDE));
            }
        }
    }

    private static boolean callsWithoutThoughts(JsonNode blocks) {
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
