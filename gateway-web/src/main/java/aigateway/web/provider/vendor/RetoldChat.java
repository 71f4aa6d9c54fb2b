package aigateway.web.provider.vendor;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was said in another dialect, in OpenAI's words, as a server takes it that speaks these.
 *
 * @param dropped what of it the server would refuse
 */
record RetoldChat(byte[] body, List<String> dropped) {

    /** Newer models of OpenAI's, which in a chat either call tools or think, and think unasked. */
    private static final Pattern CALLS_OR_THINKS = Pattern.compile("gpt-5\\.[4-9](?!.*chat).*");

    /** Models that refuse a call of theirs without what they thought before it. Others' servers refuse the field. */
    private static final Pattern WANTS_THOUGHTS = Pattern.compile("(?i).*(deepseek|kimi|mimo).*");

    /**
     * @param chat a chat completion's body
     * @param holdsThoughts whether it has {@code thinking_blocks}
     * @param isElsewhere whether it goes to a server that is not the vendor's own
     */
    static RetoldChat of(byte[] chat, String model, boolean holdsThoughts, boolean isElsewhere) {
        boolean either = !isElsewhere && CALLS_OR_THINKS.matcher(model).matches();
        if (!holdsThoughts && !either) {
            return new RetoldChat(chat, List.of());
        }
        ObjectNode said = Json.exact(chat);
        boolean wantsThoughts = isElsewhere && WANTS_THOUGHTS.matcher(model).matches();
        said.path("messages").forEach(message -> thoughts((ObjectNode) message, wantsThoughts));
        boolean asksToThink = !said.path("reasoning_effort").asText("none").equals("none");
        boolean calls = either && !said.path("tools").isEmpty();
        if (calls) {
            said.put("reasoning_effort", "none");
        }
        return new RetoldChat(Json.bytes(said), calls && asksToThink ? List.of("reasoning_effort") : List.of());
    }

    /** Signed ones are for their vendor; the others are text. */
    private static void thoughts(ObjectNode message, boolean wanted) {
        JsonNode blocks = message.path("thinking_blocks");
        StringBuilder text = new StringBuilder();
        for (JsonNode block : blocks) {
            if (block.path("signature").asText("").isEmpty()) {
                text.append(block.path("thinking").asText(""));
            }
        }
        message.remove("thinking_blocks");
        if (wanted && !text.isEmpty() && !message.has("reasoning_content")) {
            message.put("reasoning_content", text.toString());
        }
    }
}
