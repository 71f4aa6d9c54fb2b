package aigateway.telemetry;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;

/**
 * A span with all there is to it.
 *
 * @param attributes by name: texts, numbers, booleans and lists; what is derived from input and output among them
 */
public record SpanView(SpanRow row, Map<String, Object> attributes, List<SpanEvent> events) {

    public static SpanView of(SpanRow row, Span span) {
        Map<String, Object> attributes = SpanValues.attributes(span.getAttributesList());
        List<SpanEvent> events = SpanValues.events(span);
        MessageAttributes derived = MessageAttributes.of(Conversation.read(
                text(attributes, MessageAttributes.INPUT), text(attributes, MessageAttributes.OUTPUT)));
        derived.attributes().forEach(attributes::putIfAbsent);
        derived.events().forEach(it -> events.add(new SpanEvent(it.name(), row.start(), Map.copyOf(it.attributes()))));
        return new SpanView(row, attributes, events);
    }

    /** A text attribute, or the empty text. */
    public String text(String name) {
        return text(attributes, name);
    }

    private static String text(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof String text ? text : "";
    }
}
