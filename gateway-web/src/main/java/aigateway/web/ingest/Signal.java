package aigateway.web.ingest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

/** The kinds of telemetry that OTLP carries. */
public enum Signal {
    TRACES("TraceService", "rejectedSpans", ExportTraceServiceRequest.getDescriptor()) {
        @Override
        long count(byte[] request) throws InvalidProtocolBufferException {
            return ExportTraceServiceRequest.parseFrom(request).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .mapToLong(scope -> scope.getSpansCount())
                    .sum();
        }
    },
    METRICS("MetricsService", "rejectedDataPoints", ExportMetricsServiceRequest.getDescriptor()) {
        @Override
        long count(byte[] request) throws InvalidProtocolBufferException {
            return ExportMetricsServiceRequest.parseFrom(request).getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .mapToLong(Signal::points)
                    .sum();
        }
    },
    LOGS("LogsService", "rejectedLogRecords", ExportLogsServiceRequest.getDescriptor()) {
        @Override
        long count(byte[] request) throws InvalidProtocolBufferException {
            return ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
                    .flatMap(resource -> resource.getScopeLogsList().stream())
                    .mapToLong(scope -> scope.getLogRecordsCount())
                    .sum();
        }
    };

    private final String service;
    private final String rejected;

    @SuppressWarnings("ImmutableEnumChecker") // it is immutable, and does not say so
    private final Descriptor request;

    Signal(String service, String rejected, Descriptor request) {
        this.service = service;
        this.rejected = rejected;
        this.request = request;
    }

    /** Spans, points or records; reads the whole message. */
    abstract long count(byte[] request) throws InvalidProtocolBufferException;

    private static long points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsCount();
            case SUM -> metric.getSum().getDataPointsCount();
            case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
            case SUMMARY -> metric.getSummary().getDataPointsCount();
            case DATA_NOT_SET -> 0;
        };
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
