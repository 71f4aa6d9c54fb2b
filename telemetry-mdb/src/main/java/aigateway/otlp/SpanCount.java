package aigateway.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;

/** How many spans a message has. */
final class SpanCount {

    private SpanCount() {}

    static long of(ExportTraceServiceRequest message) {
        return message.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .mapToLong(ScopeSpans::getSpansCount)
                .sum();
    }
}
