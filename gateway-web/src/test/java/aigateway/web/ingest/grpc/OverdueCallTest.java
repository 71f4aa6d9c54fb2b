package aigateway.web.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.identity.Caller;
import aigateway.identity.Callers;
import aigateway.identity.Subject;
import aigateway.web.ingest.Ingest;
import aigateway.web.ingest.IngestRoom;
import aigateway.web.ingest.Outcome;
import aigateway.web.ingest.Signal;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With gRPC's own client, which begins calls and does not end them. */
class OverdueCallTest {

    private static final Caller ANN =
            Caller.of(Subject.user("ann@example.com"), "Ann", Set.of(), Set.of(), null, Map.of());

    private final AtomicInteger taken = new AtomicInteger();
    private final IngestRoom room = new IngestRoom(16, 20 << 20);
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Metadata key = new Metadata();
    private final GrpcServer server = GrpcServer.create(
            new Callers() {
                @Override
                public Optional<Caller> authenticate(String token) {
                    return Optional.of(ANN);
                }
            },
            new Ingest() {
                @Override
                public Outcome take(Signal signal, byte[] request, Caller caller, @Nullable String project) {
                    taken.incrementAndGet();
                    return new Outcome(0, "");
                }
            },
            room,
            executor,
            Duration.ofSeconds(10));
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        key.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer good");
        channel = NettyChannelBuilder.forAddress("localhost", server.listen(0))
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        server.close();
        executor.shutdownNow();
    }

    /** Of a small one the library does not ask for more, a large one leaves no room for others. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 6 << 20})
    void messageThatDoesNotComeToItsEndIsNotWaitedFor(int came) throws Exception {
        CompletableFuture<Status> told = begun(new byte[came]);

        Status status = told.get(60, TimeUnit.SECONDS);
        assertThat(status.getCode()).as(status.toString()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).contains("10 seconds");
        assertThat(taken).hasValue(0);
        assertThat(room.held()).isZero();
        TraceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key))
                .export(ExportTraceServiceRequest.getDefaultInstance());
        assertThat(taken).as("by the same connection").hasValue(1);
    }

    private CompletableFuture<Status> begun(byte[] beginning) {
        CompletableFuture<Status> told = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(exportInPieces(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        told.complete(status);
                    }
                },
                key);
        call.request(1);
        call.sendMessage(beginning);
        return told;
    }

    private static MethodDescriptor<byte[], byte[]> exportInPieces() {
        MethodDescriptor.Marshaller<byte[]> asIs = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                return new byte[0];
            }
        };
        return MethodDescriptor.newBuilder(asIs, asIs)
                .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                .setFullMethodName(TraceServiceGrpc.getExportMethod().getFullMethodName())
                .build();
    }
}
