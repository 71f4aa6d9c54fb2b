package aigateway.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/** Where an exporter delivers to. */
interface Backend extends AutoCloseable {

    Answer post(ExportTraceServiceRequest spans);

    /** Lets a request go that is under way. */
    @Override
    void close();
}
