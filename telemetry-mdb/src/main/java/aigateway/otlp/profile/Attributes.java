package aigateway.otlp.profile;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A span's attributes, by name. */
final class Attributes {

    private Attributes() {}

    static Optional<AnyValue> value(Span.Builder span, String name) {
        for (KeyValue attribute : span.getAttributesList()) {
            if (attribute.getKey().equals(name)) {
                return Optional.of(attribute.getValue());
            }
        }
        return Optional.empty();
    }

    /** Empty when there is none. */
    static String text(Span.Builder span, String name) {
        return value(span, name).map(AnyValue::getStringValue).orElse("");
    }

    static Optional<Double> number(Span.Builder span, String name) {
        return value(span, name).flatMap(value -> switch (value.getValueCase()) {
            case DOUBLE_VALUE -> Optional.of(value.getDoubleValue());
            case INT_VALUE -> Optional.of((double) value.getIntValue());
            default -> Optional.empty();
        });
    }

    static KeyValue text(String name, String value) {
        return attribute(name, AnyValue.newBuilder().setStringValue(value).build());
    }

    private static KeyValue attribute(String name, AnyValue value) {
        return KeyValue.newBuilder().setKey(name).setValue(value).build();
    }

    /** What a span says itself is not said over. */
    static void addUnlessSaid(Span.Builder span, String name, String value) {
        addUnlessSaid(span, name, AnyValue.newBuilder().setStringValue(value).build());
    }

    static void addUnlessSaid(Span.Builder span, String name, double value) {
        addUnlessSaid(span, name, AnyValue.newBuilder().setDoubleValue(value).build());
    }

    private static void addUnlessSaid(Span.Builder span, String name, AnyValue value) {
        if (value(span, name).isEmpty()) {
            span.addAttributes(attribute(name, value));
        }
    }

    /** Says under one more name what is said under the first that is there. */
    static void addAlso(Span.Builder span, String name, String... from) {
        for (String known : from) {
            Optional<AnyValue> value = value(span, known);
            if (value.isPresent()) {
                addUnlessSaid(span, name, value.get());
                return;
            }
        }
    }

    static void replace(Span.Builder span, String name, AnyValue value) {
        remove(span, name::equals);
        span.addAttributes(attribute(name, value));
    }

    static void rename(Span.Builder span, String from, String to) {
        addAlso(span, to, from);
        remove(span, from::equals);
    }

    static void remove(Span.Builder span, Predicate<String> which) {
        List<KeyValue> kept = span.getAttributesList().stream()
                .filter(attribute -> !which.test(attribute.getKey()))
                .toList();
        if (kept.size() < span.getAttributesCount()) {
            span.clearAttributes().addAllAttributes(kept);
        }
    }
}
