package aigateway.otlp.profile;

import aigateway.telemetry.ContentAttributes;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** Inputs and outputs, the gateway's and those of applications, for an exporter that is not to have them. */
public final class RequestData {

    private RequestData() {}

    public static void dropFrom(Span.Builder span) {
        List<KeyValue> kept = span.getAttributesList().stream()
                .filter(attribute -> !ContentAttributes.contains(attribute.getKey()))
                .toList();
        span.clearAttributes().addAllAttributes(kept);
        List<Span.Event> events = span.getEventsList().stream()
                .filter(event -> !ContentAttributes.isMessage(event.getName()))
                .toList();
        span.clearEvents().addAllEvents(events);
    }
}
