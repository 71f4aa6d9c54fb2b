package aigateway.web.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code reasoning_effort} in Anthropic's words. The oldest models cannot think, older ones take a budget of tokens, newer
 * ones an effort and decide by themselves.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking">Anthropic: thinking</a>
 */
public final class Thinking {

    private static final Pattern WITH_BUDGET =
            Pattern.compile("claude-(3-7-.*|(opus|sonnet|haiku)-4(-[015])?(@.*|-\\d{8}.*|-v\\d.*|-latest)?)");

    private static final Pattern CANNOT = Pattern.compile("claude-(3-(haiku|sonnet|opus|5-)|instant|v?[12](\\D|$)).*");

    private static final long LEAST_BUDGET = 1024;
    private static final long ROOM_FOR_THE_ANSWER = 4096;

    private Thinking() {}

    /**
     * Sets what stands for the effort, and takes away what Anthropic refuses beside it.
     *
     * @param body the request in Anthropic's words, its {@code max_tokens} and {@code tool_choice} included
     */
    public static void ask(ObjectNode chat, ObjectNode body, List<String> dropped) {
        String effort = chat.path("reasoning_effort").asText("none");
        if (chat.has("thinking")) {
            body.set("thinking", chat.get("thinking"));
            long budget = chat.path("thinking").path("budget_tokens").asLong();
            if (budget > 0
                    && !isBounded(chat)
                    && budget >= body.path("max_tokens").longValue()) {
                body.put("max_tokens", budget + ROOM_FOR_THE_ANSWER);
            }
        } else if (!effort.equals("none") && !think(chat, body, effort)) {
            dropped.add("reasoning_effort");
        }
        String type = body.path("thinking").path("type").asText("disabled");
        if (!type.equals("disabled")) {
            if (body.path("temperature").asDouble(1) != 1) {
                body.remove("temperature");
                dropped.add("temperature");
            }
            if (body.path("top_p").asDouble(1) < 0.95) {
                body.remove("top_p");
                dropped.add("top_p");
            }
        }
    }

    /**
     * The thoughts of a message that may go back to a model. One without a signature, as other vendors' are, is refused for
     * it.
     */
    public static List<JsonNode> signed(JsonNode message) {
        List<JsonNode> signed = new ArrayList<>();
        for (JsonNode thought : message.path("thinking_blocks")) {
            if (thought.path("type").asText().equals("redacted_thinking")
                    || !thought.path("signature").asText("").isBlank()) {
                signed.add(thought);
            }
        }
        return signed;
    }

    private static boolean think(ObjectNode chat, ObjectNode body, String effort) {
        String choice = body.path("tool_choice").path("type").asText("auto");
        if (choice.equals("any") || choice.equals("tool")) {
            // A forced tool and thinking exclude each other; the tool was asked for by name.
            return false;
        }
        String model = modelName(body);
        if (CANNOT.matcher(model).matches()) {
            return false;
        }
        if (!WITH_BUDGET.matcher(model).matches()) {
            body.putObject("thinking").put("type", "adaptive");
            (body.get("output_config") instanceof ObjectNode there ? there : body.putObject("output_config"))
                    .put("effort", effort(effort));
            return true;
        }
        if (goesOnWithoutThoughts(chat.path("messages"))) {
            return false;
        }
        long budget = budget(effort);
        if (!isBounded(chat)) {
            body.put("max_tokens", budget + ROOM_FOR_THE_ANSWER);
        }
        long most = Math.min(budget, body.path("max_tokens").longValue() - 1);
        if (most < LEAST_BUDGET) {
            return false;
        }
        body.putObject("thinking").put("type", "enabled").put("budget_tokens", most);
        return true;
    }

    /**
     * Whether the model's last turn called tools and does not hold what it thought before: with a budget that is refused.
     * Clients of OpenAI's dialect do not send it back, and other vendors' turns never had it.
     */
    private static boolean goesOnWithoutThoughts(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode message = messages.get(i);
            if (message.path("role").asText().equals("assistant")) {
                return !message.path("tool_calls").isEmpty() && signed(message).isEmpty();
            }
        }
        return false;
    }

    /** Without what resellers put before it. */
    private static String modelName(JsonNode body) {
        String name = body.path("model").asText();
        int claude = name.indexOf("claude-");
        return claude < 0 ? name : name.substring(claude);
    }

    private static boolean isBounded(JsonNode chat) {
        return chat.path("max_completion_tokens").isNumber()
                || chat.path("max_tokens").isNumber();
    }

    private static long budget(String effort) {
        return switch (effort) {
            case "minimal", "low" -> LEAST_BUDGET;
            case "high" -> 16_384;
            case "xhigh", "max" -> 32_768;
            default -> 4096;
        };
    }

    private static String effort(String effort) {
        return switch (effort) {
            case "minimal" -> "low";
            case "xhigh" -> "max";
            default -> effort;
        };
    }
}
