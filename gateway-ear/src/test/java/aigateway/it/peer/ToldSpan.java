package aigateway.it.peer;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A span as a backend gets it. */
public record ToldSpan(Resource resource, InstrumentationScope scope, Span span) {

    public String name() {
        return span.getName();
    }

    public String traceId() {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    public String spanId() {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    /** Empty for a root. */
    public String parentId() {
        return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    public String kind() {
        return span.getKind().name().replace("SPAN_KIND_", "");
    }

    public String status() {
        return span.getStatus().getCode().name().replace("STATUS_CODE_", "");
    }

    /** Text, whole numbers, decimals, yes or no and lists of texts, as they are on the wire. */
    public Map<String, Object> attributes() {
        return values(span.getAttributesList());
    }

    public Map<String, Object> resourceAttributes() {
        return values(resource.getAttributesList());
    }

    public List<String> events() {
        return span.getEventsList().stream().map(Span.Event::getName).toList();
    }

    private static Map<String, Object> values(List<KeyValue> attributes) {
        Map<String, Object> values = new TreeMap<>();
        attributes.forEach(attribute -> values.put(attribute.getKey(), value(attribute.getValue())));
        return values;
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BOOL_VALUE -> value.getBoolValue();
            case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream()
                    .map(ToldSpan::value)
                    .toList();
            default -> value.toString();
        };
    }

    @Override
    public String toString() {
        return name() + " " + spanId() + " under " + parentId() + " " + kind() + " " + status();
    }
}
