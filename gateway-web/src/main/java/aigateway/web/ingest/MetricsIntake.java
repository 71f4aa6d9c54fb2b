package aigateway.web.ingest;

import aigateway.telemetry.MetricPoints;
import aigateway.web.telemetry.Attributes;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/**
 * A request of metrics, each resource stamped with whose key brought it.
 *
 * @param message an {@code ExportMetricsServiceRequest}
 */
record MetricsIntake(byte[] message, long points) {

    /**
     * @param subject as JSON
     * @throws RefusedException when it is no such request
     */
    static MetricsIntake read(byte[] request, String subject) {
        try {
            ExportMetricsServiceRequest.Builder stamped =
                    ExportMetricsServiceRequest.newBuilder().mergeFrom(request);
            stamped.getResourceMetricsBuilderList().forEach(resource -> stamp(resource.getResourceBuilder(), subject));
            ExportMetricsServiceRequest message = stamped.build();
            return new MetricsIntake(message.toByteArray(), MetricPoints.in(message));
        } catch (InvalidProtocolBufferException e) {
            throw RefusedException.badData("The body is no ExportMetricsServiceRequest: " + e.getMessage());
        }
    }

    private static void stamp(Resource.Builder resource, String subject) {
        String name = Attributes.REQUEST_CREATED_BY_SUBJECT.name();
        List<KeyValue> kept = resource.getAttributesList().stream()
                .filter(attribute -> !attribute.getKey().equals(name))
                .toList();
        resource.clearAttributes()
                .addAllAttributes(kept)
                .addAttributesBuilder()
                .setKey(name)
                .getValueBuilder()
                .setStringValue(subject);
    }
}
