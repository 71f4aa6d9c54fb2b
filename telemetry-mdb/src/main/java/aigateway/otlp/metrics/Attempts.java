package aigateway.otlp.metrics;

import aigateway.call.RequestTypes;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often and for how long the requests of a message asked models. A trace is published whole, so all is in one message. */
final class Attempts {

    /** Between an attempt and its request there are one or two; more is nobody's trace. */
    private static final int MOST_STEPS_UP = 20;

    /** @param nanos of all attempts together; they are made one after the other */
    record Tried(int count, long nanos) {

        private Tried and(Tried other) {
            return new Tried(count + other.count, nanos + other.nanos);
        }
    }

    private final Map<ByteString, Tried> byRequest = new HashMap<>();

    static Attempts in(List<Span> spans) {
        Attempts attempts = new Attempts();
        Map<ByteString, Span> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.getSpanId(), span));
        for (Span span : spans) {
            String type = type(span);
            if (RequestTypes.isRequest(type)) {
                attempts.add(span, new Tried(0, 0));
            } else if (type.equals("Model")) {
                Tried once = new Tried(1, span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
                Span up = byId.get(span.getParentSpanId());
                for (int i = 0; i < MOST_STEPS_UP && up != null && !RequestTypes.isRequest(type(up)); i++) {
                    up = byId.get(up.getParentSpanId());
                }
                if (up != null) {
                    attempts.add(up, once);
                }
            }
        }
        return attempts;
    }

    private void add(Span request, Tried tried) {
        byRequest.merge(request.getSpanId(), tried, Tried::and);
    }

    /** Empty for a span that is no request. */
    Optional<Tried> of(Span request) {
        return Optional.ofNullable(byRequest.get(request.getSpanId()));
    }

    private static String type(Span span) {
        for (KeyValue attribute : span.getAttributesList()) {
            if (attribute.getKey().equals("tfy.span_type")) {
                return attribute.getValue().getStringValue();
            }
        }
        return "";
    }
}
