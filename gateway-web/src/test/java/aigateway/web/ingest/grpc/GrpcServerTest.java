package aigateway.web.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.identity.Caller;
import aigateway.identity.Callers;
import aigateway.identity.Subject;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import aigateway.web.ingest.Outcome;
import aigateway.web.ingest.RefusedException;
import aigateway.web.ingest.Signal;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against gRPC's own client. */
class GrpcServerTest {

    private static final Caller ANN =
            Caller.of(Subject.user("ann@example.com"), "Ann", Set.of(), Set.of(), null, Map.of());

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Taken(Signal signal, byte[] request, Caller caller, @Nullable String project) {}

    private final ConcurrentLinkedQueue<Taken> taken = new ConcurrentLinkedQueue<>();
    private volatile Outcome outcome = new Outcome(0, "");
    private volatile @Nullable RuntimeException failure;
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final GrpcServer server = GrpcServer.create(
            new Callers() {
                @Override
                public Optional<Caller> authenticate(String token) {
                    return token.equals("good") ? Optional.of(ANN) : Optional.empty();
                }
            },
            new Ingest() {
                @Override
                public Outcome take(Signal signal, byte[] request, Caller caller, @Nullable String project) {
                    RuntimeException thrown = failure;
                    if (thrown != null) {
                        throw thrown;
                    }
                    taken.add(new Taken(signal, request, caller, project));
                    return outcome;
                }
            },
            new IngestRoom(16, 1L << 30),
            executor,
            PATIENCE);
    private int port;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        port = server.listen(0);
        channel =
                NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        server.close();
        executor.shutdownNow();
    }

    @Test
    void everySignalArrivesWithItsCaller() throws InvalidProtocolBufferException {
        ExportTraceServiceRequest spans = spans("a");
        assertThat(traces("authorization", "Bearer good", "x-tfy-tracing-project-fqn", "default:tracing-project:shop")
                        .export(spans)
                        .hasPartialSuccess())
                .isFalse();
        MetricsServiceGrpc.newBlockingStub(channel)
                .withInterceptors(headers("x-api-key", "good"))
                .export(ExportMetricsServiceRequest.getDefaultInstance());
        LogsServiceGrpc.newBlockingStub(channel)
                .withInterceptors(headers("authorization", "Bearer good"))
                .export(ExportLogsServiceRequest.getDefaultInstance());

        assertThat(taken).extracting(Taken::signal).containsExactly(Signal.TRACES, Signal.METRICS, Signal.LOGS);
        Taken first = taken.peek();
        assertThat(ExportTraceServiceRequest.parseFrom(first.request())).isEqualTo(spans);
        assertThat(first.caller()).isEqualTo(ANN);
        assertThat(first.project()).isEqualTo("default:tracing-project:shop");
    }

    @Test
    void compressedMessagesAreRead() throws InvalidProtocolBufferException {
        ExportTraceServiceRequest spans = spans("x".repeat(100_000));
        traces("authorization", "Bearer good").withCompression("gzip").export(spans);
        assertThat(ExportTraceServiceRequest.parseFrom(taken.remove().request()))
                .isEqualTo(spans);
    }

    @Test
    void largeMessagesAreReadInTheirPieces() {
        traces("authorization", "Bearer good").export(spans("x".repeat(20 << 20)));
        assertThat(taken.remove().request().length).isGreaterThan(20 << 20);
    }

    @Test
    void partialSuccessIsTold() {
        outcome = new Outcome(2, "two were nameless");
        var partial = traces("authorization", "Bearer good").export(spans("a")).getPartialSuccess();
        assertThat(partial.getRejectedSpans()).isEqualTo(2);
        assertThat(partial.getErrorMessage()).isEqualTo("two were nameless");
    }

    @Test
    void whoBringsNoGoodKeyIsNotHeard() {
        for (String key : new String[] {"Bearer bad", "Basic good", ""}) {
            assertStatus(Status.Code.UNAUTHENTICATED, () -> traces("authorization", key)
                    .export(spans("x".repeat(5 << 20))));
        }
        assertStatus(Status.Code.INVALID_ARGUMENT, () -> traces("authorization", "Bearer good", "x-api-key", "other")
                .export(spans("a")));
        assertThat(taken).isEmpty();
        traces("authorization", "Bearer good").export(spans("the connection still serves"));
    }

    @Test
    void refusalSaysWhyAndWhetherToComeAgain() {
        failure = new RefusedException(RefusedException.Reason.NO_ROOM, "100 % full, ü");
        Status refused = assertStatus(Status.Code.UNAVAILABLE, () -> traces("authorization", "Bearer good")
                .export(spans("a")));
        assertThat(refused.getDescription()).isEqualTo("100 % full, ü");
        failure = new RefusedException(RefusedException.Reason.BAD_DATA, "no");
        assertStatus(Status.Code.INVALID_ARGUMENT, () -> traces("authorization", "Bearer good")
                .export(spans("a")));
        failure = new IllegalStateException("a secret");
        assertThat(assertStatus(Status.Code.INTERNAL, () -> traces("authorization", "Bearer good")
                                .export(spans("a")))
                        .getDescription())
                .doesNotContain("secret");
    }

    @Test
    void moreThanTheLimitIsRefusedWhileItComes() {
        assertStatus(Status.Code.RESOURCE_EXHAUSTED, () -> traces("authorization", "Bearer good")
                .export(spans("x".repeat(65 << 20))));
        assertStatus(Status.Code.RESOURCE_EXHAUSTED, () -> traces("authorization", "Bearer good")
                .withCompression("gzip")
                .export(spans("x".repeat(65 << 20))));
        traces("authorization", "Bearer good").export(spans("a"));
        assertThat(taken).hasSize(1);
    }

    @Test
    void manyCallsAtOnceAreAllAnswered() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String name = "s" + i;
                calls.add(callers.submit(
                        () -> traces("authorization", "Bearer good").export(spans(name))));
            }
            for (Future<?> call : calls) {
                call.get(20, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(taken).hasSize(500);
    }

    @Test
    void aPortInUseIsAnException() {
        try (GrpcServer second = GrpcServer.create(new Callers(), new Ingest(), new IngestRoom(), executor, PATIENCE)) {
            assertThatThrownBy(() -> second.listen(port)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusalsLeaveTheConnectionToItsOtherCalls() {
        List<CompletableFuture<Void>> calls = IntStream.range(0, 60)
                .mapToObj(call -> CompletableFuture.runAsync(() -> {
                    if (call % 3 == 0) {
                        traces("authorization", "Bearer good").export(spans("a"));
                    } else {
                        assertStatus(Status.Code.UNAUTHENTICATED, () -> traces("authorization", "Bearer bad")
                                .export(spans("x".repeat(5 << 20))));
                    }
                }))
                .toList();
        calls.forEach(CompletableFuture::join);
        assertThat(taken).hasSize(20);
    }

    private static Status assertStatus(Status.Code code, Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).as(e.toString()).isEqualTo(code);
            return e.getStatus();
        }
        throw new AssertionError("Was taken");
    }

    private TraceServiceGrpc.TraceServiceBlockingStub traces(String... headers) {
        return TraceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .withInterceptors(headers(headers));
    }

    private static io.grpc.ClientInterceptor headers(String... headers) {
        Metadata metadata = new Metadata();
        for (int i = 0; i < headers.length; i += 2) {
            metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
        }
        return MetadataUtils.newAttachHeadersInterceptor(metadata);
    }

    private static ExportTraceServiceRequest spans(String name) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setName(name)
                .setSpanId(ByteString.copyFrom(new byte[8]));
        return request.build();
    }
}
