package aigateway.otlp;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.profile.Profile;
import aigateway.otlp.profile.RequestData;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;

/** What one exporter makes of the messages that wait for it: one request, in its profile. */
final class Shaping implements Requests {

    private final Exporter exporter;
    private final Profile profile;
    private final When when;

    Shaping(Exporter exporter, Profile profile) {
        this.exporter = exporter;
        this.profile = profile;
        this.when = new When(exporter.when());
    }

    @Override
    public ExportTraceServiceRequest request(List<byte[]> messages) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (byte[] message : messages) {
            request.mergeFrom(message);
        }
        if (!when.isAlways()) {
            keepWanted(request);
        }
        for (ResourceSpans.Builder resourceSpans : request.getResourceSpansBuilderList()) {
            add(exporter.additionalResourceAttributes(), resourceSpans.getResourceBuilder());
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

    /** What is left empty is left out. */
    private void keepWanted(ExportTraceServiceRequest.Builder request) {
        for (ResourceSpans.Builder resourceSpans : request.getResourceSpansBuilderList()) {
            Resource resource = resourceSpans.getResource();
            for (ScopeSpans.Builder scopeSpans : resourceSpans.getScopeSpansBuilderList()) {
                List<Span> wanted = scopeSpans.getSpansList().stream()
                        .filter(span -> when.matches(resource, scopeSpans.getScope(), span))
                        .toList();
                scopeSpans.clearSpans().addAllSpans(wanted);
            }
            List<ScopeSpans> scopes = resourceSpans.getScopeSpansList().stream()
                    .filter(scope -> scope.getSpansCount() > 0)
                    .toList();
            resourceSpans.clearScopeSpans().addAllScopeSpans(scopes);
        }
        List<ResourceSpans> resources = request.getResourceSpansList().stream()
                .filter(resource -> resource.getScopeSpansCount() > 0)
                .toList();
        request.clearResourceSpans().addAllResourceSpans(resources);
    }

    /** The exporter's own word stands against the process's. */
    static void add(Map<String, String> added, Resource.Builder resource) {
        if (added.isEmpty()) {
            return;
        }
        List<KeyValue> kept = resource.getAttributesList().stream()
                .filter(attribute -> !added.containsKey(attribute.getKey()))
                .toList();
        resource.clearAttributes().addAllAttributes(kept);
        added.forEach((name, value) -> resource.addAttributes(KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))));
    }

    @Override
    public long count(Message request) {
        return SpanCount.of((ExportTraceServiceRequest) request);
    }
}
