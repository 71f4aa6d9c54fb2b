package aigateway.telemetry;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes and events with the types JSON has, and spans that are too large cut to a size. */
final class SpanValues {

    private static final int MOST_ATTRIBUTES = 1_000;
    private static final int MOST_EVENTS = 1_000;
    private static final int DEEPEST = 32;
    /** Characters of a text; each is tried until the span fits. */
    private static final int[] LIMITS = {270_000, 32_000, 500, 50};

    private SpanValues() {}

    static Map<String, Object> attributes(List<KeyValue> attributes) {
        return members(attributes, 0);
    }

    static List<SpanEvent> events(Span span) {
        List<SpanEvent> events = new ArrayList<>();
        for (Span.Event event : span.getEventsList()) {
            events.add(new SpanEvent(
                    event.getName(),
                    Position.Nanos.instant(event.getTimeUnixNano()),
                    attributes(event.getAttributesList())));
        }
        return events;
    }

    private static Map<String, Object> members(List<KeyValue> members, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (KeyValue member : members) {
            values.put(member.getKey(), value(member.getValue(), depth));
        }
        return values;
    }

    private static @Nullable Object value(AnyValue value, int depth) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE -> Base64.getEncoder()
                    .encodeToString(value.getBytesValue().toByteArray());
            case ARRAY_VALUE -> {
                List<Object> elements = new ArrayList<>();
                for (AnyValue element : depth < DEEPEST ? value.getArrayValue().getValuesList() : List.<AnyValue>of()) {
                    elements.add(value(element, depth + 1));
                }
                yield elements;
            }
            case KVLIST_VALUE -> depth < DEEPEST
                    ? members(value.getKvlistValue().getValuesList(), depth + 1)
                    : Map.of();
            default -> null;
        };
    }

    /** The span, with its texts shorter and its attributes fewer if need be. */
    static Span fitting(Span span, int bytes) {
        Span cut = span;
        for (int limit : LIMITS) {
            if (cut.getSerializedSize() <= bytes) {
                return cut;
            }
            cut = cut(span, limit);
        }
        return cut.getSerializedSize() <= bytes
                ? cut
                : cut.toBuilder()
                        .clearAttributes()
                        .clearEvents()
                        .clearLinks()
                        .setTraceState("")
                        .setName(text(span.getName(), LIMITS[3]))
                        .build();
    }

    private static Span cut(Span span, int limit) {
        Span.Builder cut = span.toBuilder().clearAttributes().clearEvents();
        cut.setStatus(
                span.getStatus().toBuilder().setMessage(text(span.getStatus().getMessage(), limit)));
        for (KeyValue attribute : first(span.getAttributesList(), MOST_ATTRIBUTES)) {
            cut.addAttributes(cut(attribute, limit));
        }
        for (Span.Event event : first(span.getEventsList(), MOST_EVENTS)) {
            Span.Event.Builder shorter = event.toBuilder().clearAttributes();
            first(event.getAttributesList(), MOST_ATTRIBUTES)
                    .forEach(attribute -> shorter.addAttributes(cut(attribute, limit)));
            cut.addEvents(shorter);
        }
        return cut.build();
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    private static KeyValue cut(KeyValue attribute, int limit) {
        AnyValue value = attribute.getValue();
        if (value.hasStringValue()) {
            return attribute.toBuilder()
                    .setValue(AnyValue.newBuilder().setStringValue(text(value.getStringValue(), limit)))
                    .build();
        }
        return value.getSerializedSize() <= limit
                ? attribute
                : attribute.toBuilder().clearValue().build();
    }

    static String text(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
