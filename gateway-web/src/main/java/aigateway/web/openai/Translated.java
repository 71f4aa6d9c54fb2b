package aigateway.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chat completion request as a vendor wants it.
 *
 * @param dropped fields the vendor has nothing for; the client is told of them
 * @param toolNames the client's names of tools by those that the vendor was told instead
 */
public record Translated(ObjectNode body, List<String> dropped, Map<String, String> toolNames) {

    /** What OpenAI's requests may hold. Anything else is meant for the vendor and travels untouched. */
    private static final Set<String> OPENAI_FIELDS = Set.of(
            "audio",
            "frequency_penalty",
            "function_call",
            "functions",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "metadata",
            "modalities",
            "model",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning_effort",
            "response_format",
            "safety_identifier",
            "seed",
            "service_tier",
            "stop",
            "store",
            "stream",
            "stream_options",
            "temperature",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user",
            "verbosity",
            "web_search_options");

    public Translated {
        dropped = List.copyOf(dropped);
    }

    public Translated(ObjectNode body, List<String> dropped) {
        this(body, dropped, Map.of());
    }

    /** The same, with tools that have other names there. */
    public Translated with(ToolNames names) {
        return new Translated(body, dropped, names.clients());
    }

    /**
     * Completes a translation: copies what is meant for the vendor and names what could not be said.
     *
     * @param understood OpenAI's fields that the vendor has something for
     * @param dropped what else could not be said
     */
    public static Translated of(ObjectNode chat, ObjectNode body, Set<String> understood, List<String> dropped) {
        List<String> all = new ArrayList<>(dropped);
        for (Map.Entry<String, JsonNode> field : chat.properties()) {
            String name = field.getKey();
            if (!OPENAI_FIELDS.contains(name)) {
                if (!body.has(name)) {
                    body.set(name, field.getValue());
                }
            } else if (!understood.contains(name) && says(name, field.getValue())) {
                all.add(name);
            }
        }
        return new Translated(body, all);
    }

    /**
     * Whether the value asks for anything beyond what happens without it. What {@code stream_options} ask for, the gateway
     * does itself.
     */
    private static boolean says(String name, JsonNode value) {
        boolean usual = name.equals("parallel_tool_calls");
        return !value.isNull()
                && !(value.isBoolean() && value.booleanValue() == usual)
                && !name.equals("stream_options")
                && !(name.equals("n") && value.asInt() == 1)
                && !(name.endsWith("_penalty") && value.asDouble() == 0)
                && !(value.isContainerNode() && value.isEmpty());
    }
}
