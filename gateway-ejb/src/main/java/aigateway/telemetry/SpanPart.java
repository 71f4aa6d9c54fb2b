package aigateway.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The spans of one trace that came together, as they came: kept in one piece, since they are read together. */
public final class SpanPart {

    /** Bytes; H2 keeps a little more than a million in a column. A trace with more has several parts. */
    private static final int LARGEST = 900_000;

    private final String traceId;
    private final @Nullable String project;
    private final TracesData.Builder data = TracesData.newBuilder();
    private @Nullable Resource resource;
    private @Nullable InstrumentationScope scope;
    private int size;
    private long key;
    private long lastNanos;

    /** @param project that all of its spans are in */
    SpanPart(String traceId, @Nullable String project) {
        this.traceId = traceId;
        this.project = project;
    }

    /** @return whether there was room for it */
    boolean add(NewSpan added) {
        Resource itsResource = added.resource;
        Span span = added.fitting(LARGEST);
        int bytes = span.getSerializedSize() + added.scope.getSerializedSize() + itsResource.getSerializedSize() + 64;
        if (size > 0 && size + bytes > LARGEST) {
            return false;
        }
        size += bytes;
        key = 31 * (key ^ Long.rotateLeft(key, 27)) + longOf(span.getSpanId());
        lastNanos = Math.max(lastNanos, span.getStartTimeUnixNano());
        scopeSpans(itsResource, added.scope).addSpans(span);
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // those that came together are one object; comparing them would cost more
    private ScopeSpans.Builder scopeSpans(Resource itsResource, InstrumentationScope itsScope) {
        if (itsResource != resource) {
            data.addResourceSpans(ResourceSpans.newBuilder().setResource(itsResource));
            resource = itsResource;
            scope = null;
        }
        ResourceSpans.Builder last = data.getResourceSpansBuilder(data.getResourceSpansCount() - 1);
        if (itsScope != scope) {
            last.addScopeSpans(ScopeSpans.newBuilder().setScope(itsScope));
            scope = itsScope;
        }
        return last.getScopeSpansBuilder(last.getScopeSpansCount() - 1);
    }

    private static long longOf(ByteString id) {
        return id.asReadOnlyByteBuffer().getLong();
    }

    String traceId() {
        return traceId;
    }

    @Nullable
    String project() {
        return project;
    }

    long key() {
        return key;
    }

    long lastNanos() {
        return lastNanos;
    }

    byte[] bytes() {
        return data.build().toByteArray();
    }

    /** Shows everything in a part. A span that is in two parts is the same. */
    public static void read(byte[] bytes, BiConsumer<Resource, Span> reader) {
        try {
            for (ResourceSpans resource : TracesData.parseFrom(bytes).getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> reader.accept(resource.getResource(), span));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException("A part of a trace cannot be read", e);
        }
    }
}
