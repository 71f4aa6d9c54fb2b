package aigateway.telemetry;

import java.util.List;
import java.util.Set;

/** Which attributes and events say what was asked and answered, the gateway's and those of applications. */
public final class ContentAttributes {

    private static final Set<String> CONTENT = Set.of(
            MessageAttributes.INPUT,
            MessageAttributes.OUTPUT,
            "tfy.input_short_hand",
            "tfy.prompt_variables",
            MessageAttributes.INPUT_MESSAGES,
            MessageAttributes.OUTPUT_MESSAGES,
            MessageAttributes.SYSTEM_INSTRUCTIONS,
            MessageAttributes.TOOL_DEFINITIONS,
            "args",
            "result",
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "traceloop.entity.input",
            "traceloop.entity.output",
            "input.value",
            "output.value");
    private static final List<String> PREFIXES = List.of(MessageAttributes.PROMPT, MessageAttributes.COMPLETION);

    private ContentAttributes() {}

    public static boolean contains(String attribute) {
        return CONTENT.contains(attribute) || PREFIXES.stream().anyMatch(attribute::startsWith);
    }

    /** Whether an event is one message of a conversation. */
    public static boolean isMessage(String event) {
        return event.startsWith("gen_ai.");
    }
}
