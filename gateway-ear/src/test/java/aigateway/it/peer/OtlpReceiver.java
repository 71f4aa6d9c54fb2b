package aigateway.it.peer;

import aigateway.it.server.Ports;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A backend that takes traces over HTTP, in protobuf or JSON, decodes them with OpenTelemetry's own protocol classes and
 * keeps them.
 */
public final class OtlpReceiver implements AutoCloseable {

    private final ToldSpans told = new ToldSpans();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final int port;
    private volatile @Nullable HttpServer server;
    private volatile int status = 200;
    private volatile @Nullable String retryAfter;

    public OtlpReceiver() {
        port = listen(Ports.free());
    }

    /** What an exporter's {@code endpoint} says. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port + "/v1/traces");
    }

    /** The same for metrics. */
    public URI metricsEndpoint() {
        return URI.create("http://localhost:" + port + "/v1/metrics");
    }

    /** In the order in which they came. */
    public List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    /** Answers this from now on; 200 takes what comes. */
    public void answer(int newStatus, @Nullable String newRetryAfter) {
        retryAfter = newRetryAfter;
        status = newStatus;
    }

    /** Refuses connections. */
    public void stop() {
        HttpServer running = server;
        server = null;
        if (running != null) {
            running.stop(0);
        }
    }

    public void start() {
        if (server == null) {
            listen(port);
        }
    }

    /** Requests that were not taken. */
    public int refused() {
        return refused.get();
    }

    /** Headers of the last request, by lower-case name. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    public List<ToldSpan> spans() {
        return told.all();
    }

    /** The ids of all traces of which something has arrived. */
    public Set<String> traces() {
        return spans().stream().map(ToldSpan::traceId).collect(Collectors.toSet());
    }

    /** All spans of a trace, once one of them is its root. */
    public Trace awaitTrace(String traceId) {
        return told.awaitTrace(traceId);
    }

    /** Waits until so many spans match, and answers how many do at the end of the time. */
    public long await(Predicate<ToldSpan> which, long atLeast, Duration time) {
        return told.await(which, atLeast, time);
    }

    @Override
    public void close() {
        stop();
    }

    private int listen(int wanted) {
        try {
            HttpServer created =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), wanted), 128);
            created.setExecutor(Executors.newFixedThreadPool(4, task -> {
                Thread thread = new Thread(task, "otlp-receiver");
                thread.setDaemon(true);
                return thread;
            }));
            created.createContext("/v1/traces", this::receive);
            created.createContext("/v1/metrics", this::receiveMetrics);
            created.start();
            server = created;
            return created.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receiveMetrics(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportMetricsServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody()))
                    .getResourceMetricsList()
                    .forEach(resource ->
                            resource.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList())));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            if (status != 200) {
                refused.incrementAndGet();
                if (retryAfter != null) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            boolean zipped =
                    "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream in = new ByteArrayInputStream(body);
            byte[] plain = (zipped ? new GZIPInputStream(in) : in).readAllBytes();
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            boolean json = "application/json".equals(type);
            told.keep(json ? OtlpJsonReader.read(plain) : ExportTraceServiceRequest.parseFrom(plain));
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] answer = json ? new byte[] {'{', '}'} : new byte[0];
            exchange.sendResponseHeaders(200, json ? answer.length : -1);
            exchange.getResponseBody().write(answer);
        }
    }
}
