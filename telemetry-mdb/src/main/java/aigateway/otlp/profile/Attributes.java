package aigateway.otlp.profile;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/** A span's attributes, by name. */
final class Attributes {

    private Attributes() {}

    /** Empty when there is none. */
    static String text(Span.Builder span, String name) {
        for (KeyValue attribute : span.getAttributesList()) {
            if (attribute.getKey().equals(name)) {
                return attribute.getValue().getStringValue();
            }
        }
        return "";
    }

    static KeyValue text(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** What a span says itself is not said over. */
    static void addUnlessSaid(Span.Builder span, String name, String value) {
        if (span.getAttributesList().stream()
                .noneMatch(attribute -> attribute.getKey().equals(name))) {
            span.addAttributes(text(name, value));
        }
    }
}
