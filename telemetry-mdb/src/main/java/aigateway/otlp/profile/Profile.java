package aigateway.otlp.profile;

import io.opentelemetry.proto.trace.v1.Span;

/** A backend's reading of a span: a trace is kept once in full, and each exporter drops, renames and adds. */
public interface Profile {

    /** As manifests name it. */
    String name();

    /** The span as the gateway keeps it becomes the span as the backend wants it. */
    void shape(Span.Builder span);
}
