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

    /**
     * @param chat a chat completion's body
     * @param holdsThoughts whether it has {@code thinking_blocks}
     * @param isElsewhere whether it goes to a server that is not one of OpenAI's
     */
    static RetoldChat of(byte[] chat, String model, boolean holdsThoughts, boolean isElsewhere) {
        boolean either = !isElsewhere && CALLS_OR_THINKS.matcher(model).matches();
        if (!holdsThoughts && !either) {
            return new RetoldChat(chat, List.of());
        }
        ObjectNode said = Json.exact(chat);
        said.path("messages").forEach(message -> thoughts((ObjectNode) message, isElsewhere));
        boolean asksToThink = !said.path("reasoning_effort").asText("none").equals("none");
        boolean calls = either && !said.path("tools").isEmpty();
        if (calls) {
            said.put("reasoning_effort", "none");
        }
        return new RetoldChat(Json.bytes(said), calls && asksToThink ? List.of("reasoning_effort") : List.of());
    }

    /** Signed ones are for their vendor; the others are text, and servers whose models think want theirs back. */
    private static void thoughts(ObjectNode message, boolean isElsewhere) {
        JsonNode blocks = message.path("thinking_blocks");
        StringBuilder text = new StringBuilder();
        for (JsonNode block : blocks) {
            if (block.path("signature").asText("").isEmpty()) {
                text.append(block.path("thinking").asText(""));
            }
        }
        message.remove("thinking_blocks");
        if (isElsewhere && !text.isEmpty() && !message.has("reasoning_content")) {
            message.put("reasoning_content", text.toString());
        }
    }
}
