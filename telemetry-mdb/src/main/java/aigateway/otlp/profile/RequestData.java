package aigateway.otlp.profile;

import aigateway.telemetry.MessageAttributes;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Set;

/** Inputs and outputs, the gateway's and those of applications, for an exporter that is not to have them. */
public final class RequestData {

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

    private RequestData() {}

    public static void dropFrom(Span.Builder span) {
        List<KeyValue> kept = span.getAttributesList().stream()
                .filter(attribute -> !isContent(attribute.getKey()))
                .toList();
        span.clearAttributes().addAllAttributes(kept);
        List<Span.Event> events = span.getEventsList().stream()
                .filter(event -> !event.getName().startsWith("gen_ai."))
                .toList();
        span.clearEvents().addAllEvents(events);
    }

    private static boolean isContent(String name) {
        return CONTENT.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
