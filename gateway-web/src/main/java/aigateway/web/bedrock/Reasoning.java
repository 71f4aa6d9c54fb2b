package aigateway.web.bedrock;

import aigateway.web.anthropic.Sampling;
import aigateway.web.anthropic.Thinking;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code reasoning_effort} in the words of whoever made the model: Converse has none that hold for all, and hands on what is
 * meant for the model.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/inference-reasoning.html">Bedrock: reasoning</a>
 * @see <a href="https://docs.aws.amazon.com/nova/latest/nova2-userguide/using-converse-api.html">Nova: Converse</a>
 */
final class Reasoning {

    private static final Pattern NOVA = Pattern.compile(".*amazon\\.nova-([2-9]|\\d\\d)-.*");
    private static final Pattern GPT = Pattern.compile(".*openai\\.gpt-.*");

    private static final Pattern WITHOUT_SIGNATURE = Pattern.compile(".*(gpt-oss|kimi).*");
    private static final Pattern REFUSE_THOUGHTS = Pattern.compile(".*(deepseek|nova|llama).*");

    private Reasoning() {}

    /**
     * Sets what stands for the effort, and takes away what a model refuses beside it.
     *
     * @param body the request as Converse gets it; other fields in it are handed on to the model
     */
    static void ask(ObjectNode chat, ObjectNode body, List<String> dropped) {
        String model = chat.path("model").asText();
        String effort = chat.path("reasoning_effort").asText("none");
        if (isClaude(model)) {
            claude(chat, body, dropped);
        } else if (GPT.matcher(model).matches()) {
            if (!effort.equals("none")) {
                body.put("reasoning_effort", threefold(effort));
            }
        } else if (NOVA.matcher(model).matches()) {
            if (!effort.equals("none")) {
                nova(body, threefold(effort), dropped);
            }
        } else if (!effort.equals("none")) {
            dropped.add("reasoning_effort");
        }
    }

    static boolean isClaude(String model) {
        return model.contains("claude-");
    }

    /** The thoughts of a message that the model takes back: most refuse them, and Claude those that nobody signed. */
    static Iterable<JsonNode> goingBack(JsonNode message, String model) {
        if (WITHOUT_SIGNATURE.matcher(model).matches()) {
            return message.path("thinking_blocks");
        }
        return REFUSE_THOUGHTS.matcher(model).matches() ? List.of() : Thinking.signed(message);
    }

    /** What Anthropic would be asked itself. */
    private static void claude(ObjectNode chat, ObjectNode body, List<String> dropped) {
        JsonNode config = body.path("inferenceConfig");
        ObjectNode asked = Json.emptyObject();
        asked.set("model", chat.path("model"));
        copy(config, "maxTokens", asked, "max_tokens");
        copy(config, "temperature", asked, "temperature");
        copy(config, "topP", asked, "top_p");
        JsonNode choice = body.path("toolConfig").path("toolChoice");
        if (choice.has("any") || choice.has("tool")) {
            asked.putObject("tool_choice").put("type", "any");
        }
        Thinking.ask(chat, asked, dropped);
        Sampling.settle(chat, asked, dropped);
        if (asked.has("thinking")) {
            body.set("thinking", asked.get("thinking"));
        }
        ObjectNode inference =
                body.get("inferenceConfig") instanceof ObjectNode there ? there : body.putObject("inferenceConfig");
        inference.remove(List.of("temperature", "topP"));
        copy(asked, "max_tokens", inference, "maxTokens");
        copy(asked, "temperature", inference, "temperature");
        copy(asked, "top_p", inference, "topP");
        if (inference.isEmpty()) {
            body.remove("inferenceConfig");
        }
        JsonNode effort = asked.path("output_config").path("effort");
        if (effort.isTextual()) {
            (body.get("outputConfig") instanceof ObjectNode there ? there : body.putObject("outputConfig"))
                    .set("effort", effort);
        }
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        if (from.path(field).isNumber()) {
            to.set(name, from.get(field));
        }
    }

    /** At its highest effort it wants to decide all else by itself. */
    private static void nova(ObjectNode body, String effort, List<String> dropped) {
        body.putObject("reasoningConfig").put("type", "enabled").put("maxReasoningEffort", effort);
        if (effort.equals("high") && body.get("inferenceConfig") instanceof ObjectNode inference) {
            take(inference, "maxTokens", "max_tokens", dropped);
            take(inference, "temperature", "temperature", dropped);
            take(inference, "topP", "top_p", dropped);
            if (inference.isEmpty()) {
                body.remove("inferenceConfig");
            }
        }
    }

    private static void take(ObjectNode inference, String field, String asked, List<String> dropped) {
        if (inference.remove(field) != null) {
            dropped.add(asked);
        }
    }

    private static String threefold(String effort) {
        return switch (effort) {
            case "minimal", "low" -> "low";
            case "high", "xhigh", "max" -> "high";
            default -> "medium";
        };
    }
}
