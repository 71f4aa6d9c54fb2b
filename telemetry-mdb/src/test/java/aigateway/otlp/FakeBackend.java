package aigateway.otlp;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.manifest.type.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A real server that answers as the test wants. */
public final class FakeBackend implements AutoCloseable {

    /** What to say to a request; the body has been read. */
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    public static final Reply OK = status(200);

    private final HttpServer server;
    public final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> taken = new CopyOnWriteArrayList<>();
    public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    public volatile Reply reply = OK;

    public FakeBackend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    public static Reply status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    public static Reply body(int status, byte[] body) {
        return exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
            boolean json =
                    "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            ExportTraceServiceRequest request =
                    json ? OtlpJsonReader.traces(body) : ExportTraceServiceRequest.parseFrom(body);
            requests.add(request);
            Reply now = reply;
            if (now == OK) {
                taken.add(request);
            }
            now.to(exchange);
        }
    }

    public Exporter exporter(String name) {
        return exporter(name, "proto");
    }

    public Exporter exporter(String name, String encoding) {
        return new Exporter(
                name,
                "http",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces"),
                encoding,
                Map.of("Authorization", new Secret("Bearer let-me-in")),
                "standard",
                Map.of("env", "test"),
                false,
                List.of());
    }

    public List<String> names() {
        return names(requests);
    }

    /** Those of the requests that were answered with {@link #OK}. */
    public List<String> takenNames() {
        return names(taken);
    }

    private static List<String> names(List<ExportTraceServiceRequest> requests) {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(Span::getName)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
