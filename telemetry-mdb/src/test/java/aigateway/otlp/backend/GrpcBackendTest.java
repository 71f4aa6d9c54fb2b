package aigateway.otlp.backend;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.manifest.type.Secret;
import aigateway.otlp.TestMessages;
import aigateway.outbound.AddressPolicy;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a real gRPC server. */
class GrpcBackendTest {

    private static final AddressPolicy LOCAL = new AddressPolicy(List.of("127.0.0.1", "localhost"));
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ENCODING =
            Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    Path directory;

    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Metadata> heads = new CopyOnWriteArrayList<>();
    private volatile Consumer<StreamObserver<ExportTraceServiceResponse>> reply = GrpcBackendTest::accept;
    private Server server;
    private Backend backend;

    private final TraceServiceGrpc.TraceServiceImplBase service = new TraceServiceGrpc.TraceServiceImplBase() {
        @Override
        public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
            requests.add(request);
            reply.accept(observer);
        }
    };

    @BeforeEach
    void start() throws Exception {
        server = listen(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)));
        backend = new GrpcBackend(exporter("http://127.0.0.1:" + server.getPort()), LOCAL);
    }

    private Server listen(NettyServerBuilder builder) throws Exception {
        return builder.addService(service).intercept(new HeadKeeper()).build().start();
    }

    @AfterEach
    void stop() throws Exception {
        backend.close();
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Test
    void spansTravelCompressedWithTheExportersHeaders() {
        ExportTraceServiceRequest spans = TestMessages.request("a");
        assertThat(backend.post(spans)).isEqualTo(new Answer.Accepted(0, ""));
        assertThat(backend.post(spans)).isEqualTo(new Answer.Accepted(0, ""));
        assertThat(requests).containsExactly(spans, spans);
        assertThat(heads.get(0).get(AUTHORIZATION)).isEqualTo("Bearer let-me-in");
        assertThat(heads.get(0).get(ENCODING)).isEqualTo("gzip");
    }

    @Test
    void largeRequestArrivesWhole() {
        ExportTraceServiceRequest spans = TestMessages.request("a", Map.of("tfy.input", noise(3_000_000)));
        assertThat(backend.post(spans)).isEqualTo(new Answer.Accepted(0, ""));
        assertThat(requests).containsExactly(spans);
    }

    @Test
    void partialSuccessSaysHowManyWereRejected() {
        reply = observer -> {
            observer.onNext(ExportTraceServiceResponse.newBuilder()
                    .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                            .setRejectedSpans(3)
                            .setErrorMessage("too old"))
                    .build());
            observer.onCompleted();
        };
        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Accepted(3, "too old"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"CANCELLED", "DEADLINE_EXCEEDED", "ABORTED", "OUT_OF_RANGE", "UNAVAILABLE", "DATA_LOSS"})
    void whatPassesIsTriedAgain(Status.Code code) {
        reply = fail(code.toStatus().withDescription("busy: 100 %"));
        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Later(Optional.empty(), "gRPC " + code.value() + ": busy: 100 %"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "UNKNOWN",
                "INVALID_ARGUMENT",
                "NOT_FOUND",
                "ALREADY_EXISTS",
                "PERMISSION_DENIED",
                "FAILED_PRECONDITION",
                "UNIMPLEMENTED",
                "INTERNAL",
                "UNAUTHENTICATED",
                "RESOURCE_EXHAUSTED"
            })
    void anythingElseIsNotRepeated(Status.Code code) {
        reply = fail(code.toStatus());
        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Refused("gRPC " + code.value()));
        assertThat(requests).hasSize(1);
    }

    @Test
    void credentialThatIsRepeatedIsNotTold() {
        reply = fail(Status.UNAUTHENTICATED.withDescription("invalid token 'let-me-in': 100 %"));
        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Refused("gRPC 16: invalid token '…': 100 %"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"RESOURCE_EXHAUSTED", "UNAVAILABLE"})
    void backendSaysWhen(Status.Code code) {
        reply = observer -> observer.onError(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage("slow down")
                .addDetails(Any.pack(
                        com.google.rpc.DebugInfo.newBuilder().setDetail("x").build()))
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(7).setNanos(500_000_000))
                        .build()))
                .build()));
        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Later(
                        Optional.of(java.time.Duration.ofMillis(7_500)), "gRPC " + code.value() + ": slow down"));
    }

    @Test
    void serviceThatIsNotThereRefuses() {
        Answer answer = backend.post(ExportMetricsServiceRequest.getDefaultInstance());
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                .contains("gRPC 12", "MetricsService"));
    }

    @Test
    void metricsGoToTheirOwnService() throws Exception {
        List<ExportMetricsServiceRequest> told = new CopyOnWriteArrayList<>();
        Server metrics = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))
                .addService(new MetricsServiceGrpc.MetricsServiceImplBase() {
                    @Override
                    public void export(
                            ExportMetricsServiceRequest request,
                            StreamObserver<ExportMetricsServiceResponse> observer) {
                        told.add(request);
                        observer.onNext(ExportMetricsServiceResponse.getDefaultInstance());
                        observer.onCompleted();
                    }
                })
                .build()
                .start();
        try (Backend other = new GrpcBackend(exporter("http://127.0.0.1:" + metrics.getPort()), LOCAL)) {
            assertThat(other.post(ExportMetricsServiceRequest.getDefaultInstance()))
                    .isEqualTo(new Answer.Accepted(0, ""));
            assertThat(told).hasSize(1);
        } finally {
            metrics.shutdownNow();
        }
    }

    @Test
    void backendThatWasRestartedIsReachedAgain() throws Exception {
        backend.post(TestMessages.request("a"));
        int port = server.getPort();
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        assertThat(backend.post(TestMessages.request("b"))).isInstanceOf(Answer.Later.class);
        server = listen(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port)));
        assertThat(backend.post(TestMessages.request("c"))).isEqualTo(new Answer.Accepted(0, ""));
    }

    @Test
    void backendThatNeverAnswersIsGivenUpInTime() {
        reply = observer -> {};
        try (Backend hasty = new GrpcBackend(
                exporter("http://127.0.0.1:" + server.getPort()),
                LOCAL,
                org.apache.hc.core5.ssl.SSLContexts.createDefault(),
                java.time.Duration.ofMillis(300))) {
            long start = System.nanoTime();
            assertThat(hasty.post(TestMessages.request("a"))).isInstanceOf(Answer.Later.class);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(6));
        }
    }

    @Test
    void addressThatNobodyAllowedIsNotCalled() {
        try (Backend refused =
                new GrpcBackend(exporter("http://127.0.0.1:" + server.getPort()), new AddressPolicy(List.of()))) {
            assertThat(refused.post(TestMessages.request("a")))
                    .isInstanceOfSatisfying(Answer.Refused.class, answer -> assertThat(answer.reason())
                            .contains("GATEWAY_ALLOWED_PRIVATE_HOSTS"));
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void tlsIsSpokenToWhomWeTrustAndToNobodyElse() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "collector",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "secret".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, "secret".toCharArray());
        Server secure =
                listen(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("localhost"), 0))
                        .sslContext(GrpcSslContexts.configure(
                                        io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder.forServer(own))
                                .build()));
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("collector", store.getCertificate("collector"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates);
        SSLContext trust = SSLContext.getInstance("TLS");
        trust.init(null, trusted.getTrustManagers(), null);
        Exporter exporter = exporter("https://localhost:" + secure.getPort());
        try (Backend trusting = new GrpcBackend(exporter, LOCAL, trust, java.time.Duration.ofSeconds(5));
                Backend wary = new GrpcBackend(exporter, LOCAL)) {
            assertThat(trusting.post(TestMessages.request("a"))).isEqualTo(new Answer.Accepted(0, ""));
            assertThat(wary.post(TestMessages.request("b")))
                    .isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.reason())
                            .contains("SSL"));
            assertThat(requests).hasSize(1);
        } finally {
            secure.shutdownNow();
        }
    }

    private static Exporter exporter(String endpoint) {
        return new Exporter(
                "x",
                "grpc",
                URI.create(endpoint),
                "proto",
                Map.of("Authorization", new Secret("Bearer let-me-in")),
                "standard",
                Map.of(),
                false,
                List.of());
    }

    private static void accept(StreamObserver<ExportTraceServiceResponse> observer) {
        observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
        observer.onCompleted();
    }

    private static Consumer<StreamObserver<ExportTraceServiceResponse>> fail(Status status) {
        return observer -> observer.onError(status.asRuntimeException());
    }

    /** Does not get shorter by compression. */
    private static String noise(int length) {
        return new java.util.Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private final class HeadKeeper implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata head, ServerCallHandler<Q, A> next) {
            heads.add(head);
            return next.startCall(call, head);
        }
    }
}
