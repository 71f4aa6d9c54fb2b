package aigateway.otlp;

import aigateway.manifest.OtelConfig.Exporter;
import aigateway.otlp.profile.Profile;
import aigateway.otlp.profile.RequestData;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.List;

/** What one exporter makes of the messages that wait for it: one request, in its profile. */
final class Shaping {

    private final Exporter exporter;
    private final Profile profile;

    Shaping(Exporter exporter, Profile profile) {
        this.exporter = exporter;
        this.profile = profile;
    }

    ExportTraceServiceRequest request(List<byte[]> messages) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (byte[] message : messages) {
            request.mergeFrom(message);
        }
        for (ResourceSpans.Builder resourceSpans : request.getResourceSpansBuilderList()) {
            addResourceAttributes(resourceSpans.getResourceBuilder());
            for (ScopeSpans.Builder scopeSpans : resourceSpans.getScopeSpansBuilderList()) {
                scopeSpans.getSpansBuilderList().forEach(span -> {
                    if (exporter.excludeRequestData()) {
                        RequestData.dropFrom(span);
                    }
                    profile.shape(span);
                });
            }
        }
        return request.build();
    }

    private void addResourceAttributes(Resource.Builder resource) {
        exporter.additionalResourceAttributes()
                .forEach((name, value) -> resource.addAttributes(KeyValue.newBuilder()
                        .setKey(name)
                        .setValue(AnyValue.newBuilder().setStringValue(value))));
    }

    static long spans(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .mapToLong(ScopeSpans::getSpansCount)
                .sum();
    }
}
