package aigateway.it.peer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * An application that traces itself without a pause, with OpenTelemetry's own SDK, and sends again what was not taken
 * until it is.
 */
public final class SteadyApplication implements AutoCloseable {

    private static final int BATCH = 10;

    private final Map<String, Long> taken = new ConcurrentHashMap<>();
    private final OtlpHttpSpanExporter exporter;
    private final SdkTracerProvider provider;
    private final Thread thread;
    private volatile boolean tracing = true;
    private volatile boolean open = true;

    /** @param name what its spans say as {@code service.name} */
    public SteadyApplication(URI endpoint, String key, String name) {
        exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .addHeader("Authorization", "Bearer " + key)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name)))
                .addSpanProcessor(BatchSpanProcessor.builder(new Again())
                        .setMaxExportBatchSize(BATCH)
                        .build())
                .build();
        thread = new Thread(this::trace, name);
    }

    public SteadyApplication start() {
        thread.start();
        return this;
    }

    private void trace() {
        while (tracing) {
            for (int i = 0; i < BATCH; i++) {
                provider.get("steady").spanBuilder("step").startSpan().end();
            }
            pause();
        }
    }

    /** Ends what it does, and waits until all of it was taken. */
    public void finish() throws InterruptedException {
        tracing = false;
        thread.join();
        provider.forceFlush().join(60, TimeUnit.SECONDS);
    }

    /** The moment in which each span was known to be taken, by its id: a {@link System#nanoTime}. */
    public Map<String, Long> taken() {
        return Map.copyOf(taken);
    }

    @Override
    public void close() {
        tracing = false;
        open = false;
        provider.close();
        exporter.close();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The SDK's exporter gives up after a few seconds; a collector in between would not. */
    private final class Again implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            while (open) {
                if (exporter.export(spans).join(20, TimeUnit.SECONDS).isSuccess()) {
                    long now = System.nanoTime();
                    spans.forEach(span -> taken.put(span.getSpanId(), now));
                    return CompletableResultCode.ofSuccess();
                }
                pause();
            }
            return CompletableResultCode.ofFailure();
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
