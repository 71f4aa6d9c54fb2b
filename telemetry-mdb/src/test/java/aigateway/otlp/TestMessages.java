package aigateway.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;

/** Messages with one span. */
public final class TestMessages {

    private TestMessages() {}

    public static ExportTraceServiceRequest request(String name) {
        return request(name, Map.of());
    }

    public static ExportTraceServiceRequest request(String name, Map<String, String> attributes) {
        Span.Builder span = Span.newBuilder()
                .setName(name)
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[8]))
                .setStartTimeUnixNano(7);
        attributes.forEach((key, value) -> span.addAttributes(attribute(key, value)));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "test")))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    /** @param value a text, a whole number, a decimal, or a list of these */
    public static KeyValue attribute(String name, Object value) {
        return KeyValue.newBuilder().setKey(name).setValue(value(value)).build();
    }

    private static AnyValue value(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof Long number) {
            any.setIntValue(number);
        } else if (value instanceof Double number) {
            any.setDoubleValue(number);
        } else if (value instanceof List<?> list) {
            ArrayValue.Builder values = ArrayValue.newBuilder();
            list.forEach(each -> values.addValues(value(each)));
            any.setArrayValue(values);
        } else {
            any.setStringValue(String.valueOf(value));
        }
        return any.build();
    }
}
