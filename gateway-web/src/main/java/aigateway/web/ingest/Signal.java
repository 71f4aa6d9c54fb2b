package aigateway.web.ingest;

import com.google.protobuf.Descriptors.Descriptor;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/** The kinds of telemetry that OTLP carries. */
public enum Signal {
    TRACES("TraceService", "rejectedSpans", ExportTraceServiceRequest.getDescriptor()),
    METRICS("MetricsService", "rejectedDataPoints", ExportMetricsServiceRequest.getDescriptor()),
    LOGS("LogsService", "rejectedLogRecords", ExportLogsServiceRequest.getDescriptor());

    private final String service;
    private final String rejected;

    @SuppressWarnings("ImmutableEnumChecker") // it is immutable, and does not say so
    private final Descriptor request;

    Signal(String service, String rejected, Descriptor request) {
        this.service = service;
        this.rejected = rejected;
        this.request = request;
    }

    /** gRPC's name of the service, without its package. */
    public String service() {
        return service;
    }

    /** How an answer in JSON calls the number of those that were not taken. */
    String rejected() {
        return rejected;
    }

    Descriptor request() {
        return request;
    }
}
