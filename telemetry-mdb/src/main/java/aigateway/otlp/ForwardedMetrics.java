package aigateway.otlp;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.telemetry.MetricPoints;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.util.List;

/** Metrics that applications sent, as they are, with what the exporter says of every resource. */
final class ForwardedMetrics implements Requests {

    private final Exporter exporter;

    ForwardedMetrics(Exporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public ExportMetricsServiceRequest request(List<byte[]> messages) throws InvalidProtocolBufferException {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (byte[] message : messages) {
            request.mergeFrom(message);
        }
        for (ResourceMetrics.Builder resource : request.getResourceMetricsBuilderList()) {
            Shaping.add(exporter.additionalResourceAttributes(), resource.getResourceBuilder());
        }
        return request.build();
    }

    @Override
    public long count(Message request) {
        return MetricPoints.in((ExportMetricsServiceRequest) request);
    }
}
