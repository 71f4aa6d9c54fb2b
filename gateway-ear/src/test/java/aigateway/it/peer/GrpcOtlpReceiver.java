package aigateway.it.peer;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A backend that takes traces over gRPC, with gRPC's own server. */
public final class GrpcOtlpReceiver implements AutoCloseable {

    private final ToldSpans told = new ToldSpans();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Server server;

    public GrpcOtlpReceiver() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("localhost"), 0))
                    .addService(new Service())
                    .intercept(new HeaderKeeper())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an exporter's {@code endpoint} says. */
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getPort());
    }

    /** Of the last request, by lower-case name. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** All spans of a trace that are sent here, once one of them is its root. */
    public Trace awaitTrace(String traceId) {
        return told.awaitTrace(traceId);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends TraceServiceGrpc.TraceServiceImplBase {
        @Override
        public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
            told.keep(request);
            observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
            observer.onCompleted();
        }
    }

    private final class HeaderKeeper implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata head, ServerCallHandler<Q, A> next) {
            for (String name : head.keys()) {
                String value = name.endsWith("-bin")
                        ? null
                        : head.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
                if (value != null) {
                    headers.put(name, value);
                }
            }
            return next.startCall(call, head);
        }
    }
}
