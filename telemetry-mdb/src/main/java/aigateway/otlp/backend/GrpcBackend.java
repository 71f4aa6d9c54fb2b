package aigateway.otlp.backend;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockedAddressException;
import aigateway.outbound.CheckedNames;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A backend that speaks OTLP over gRPC. One call with one message in each direction is a POST over HTTP/2 with five
 * bytes before the body and the status in the trailer; the HTTP client we have anyway does that.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a>
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlpgrpc">OTLP/gRPC</a>
 */
final class GrpcBackend implements Backend {

    private static final ContentType GRPC = ContentType.create("application/grpc");
    private static final int PREFIX = 5;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Duration RESPONSE = Duration.ofSeconds(15);
    private static final TimeValue MOMENT = TimeValue.ofSeconds(1);

    private static final int OK = 0;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNIMPLEMENTED = 12;
    /** Cancelled, deadline exceeded, aborted, out of range, unavailable, data loss. */
    private static final Set<Integer> LATER = Set.of(1, 4, 10, 11, 14, 15);
    /** What stands before a gRPC server and is busy answers in HTTP. */
    private static final Set<Integer> LATER_IN_HTTP = Set.of(429, 502, 503, 504);

    private final Exporter exporter;
    private final Wording wording;
    private final Duration patience;
    private final CloseableHttpAsyncClient client;
    /** Every server can, but for some that say so. */
    private volatile boolean compressing = true;

    GrpcBackend(Exporter exporter, AddressPolicy policy) {
        this(exporter, policy, SSLContexts.createSystemDefault(), RESPONSE);
    }

    GrpcBackend(Exporter exporter, AddressPolicy policy, SSLContext trust, Duration patience) {
        this.exporter = exporter;
        this.wording = new Wording(exporter);
        this.patience = patience;
        H2AsyncClientBuilder builder = HttpAsyncClients.customHttp2()
                .setDnsResolver(new CheckedNames(policy))
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(trust).buildAsync())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(10))
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(patience))
                        .build())
                .setUserAgent("ai-gateway");
        builder.disableRedirectHandling();
        builder.disableAutomaticRetries();
        builder.disableCookieManagement();
        builder.disableAuthCaching();
        this.client = builder.build();
        client.start();
    }

    @Override
    public Answer post(Message request) {
        Future<GrpcReply> call = call(request, compressing);
        try {
            GrpcReply reply = call.get(patience.toMillis() + CONNECT.toMilliseconds(), TimeUnit.MILLISECONDS);
            if (compressing && isUncompressedWanted(reply)) {
                compressing = false;
                return post(request);
            }
            return answer(reply);
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } catch (TimeoutException e) {
            call.cancel(true);
            return new Answer.Later(Optional.empty(), "No answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel(true);
            return new Answer.Later(Optional.empty(), "Interrupted");
        }
    }

    private Future<GrpcReply> call(Message message, boolean compressed) {
        URI address = exporter.endpoint();
        BasicHttpRequest request = new BasicHttpRequest("POST", address.resolve("/" + service(message) + "/Export"));
        exporter.headers().forEach((name, secret) -> request.setHeader(name, secret.value()));
        request.setHeader("te", "trailers");
        request.setHeader("grpc-timeout", patience.toMillis() + "m");
        if (compressed) {
            request.setHeader("grpc-encoding", "gzip");
        }
        return client.execute(
                new BasicRequestProducer(request, new BasicAsyncEntityProducer(framed(message, compressed), GRPC)),
                new GrpcReply.Consumer(),
                null);
    }

    /** {@code opentelemetry.proto.collector.trace.v1.TraceService} for a request of spans. */
    private static String service(Message message) {
        return message.getDescriptorForType().getFile().getServices().get(0).getFullName();
    }

    private static byte[] framed(Message message, boolean compressed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PREFIX + message.getSerializedSize());
        bytes.writeBytes(new byte[PREFIX]);
        try {
            if (compressed) {
                try (GZIPOutputStream out = new GZIPOutputStream(bytes, 8 * 1024)) {
                    message.writeTo(out);
                }
            } else {
                message.writeTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] frame = bytes.toByteArray();
        ByteBuffer.wrap(frame).put((byte) (compressed ? 1 : 0)).putInt(frame.length - PREFIX);
        return frame;
    }

    private static boolean isUncompressedWanted(GrpcReply reply) {
        return status(reply).filter(code -> code == UNIMPLEMENTED).isPresent()
                && reply.field("grpc-accept-encoding")
                        .filter(known -> !known.contains("gzip"))
                        .isPresent();
    }

    private static Optional<Integer> status(GrpcReply reply) {
        return reply.field("grpc-status")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    private Answer answer(GrpcReply reply) {
        Optional<Integer> status = status(reply);
        if (status.isEmpty()) {
            String reason = "HTTP " + reply.status() + " without a gRPC status";
            return LATER_IN_HTTP.contains(reply.status())
                    ? new Answer.Later(Optional.empty(), reason)
                    : new Answer.Refused(reason);
        }
        int code = status.get();
        if (code == OK) {
            return wording.of(accepted(reply.body()));
        }
        Optional<Duration> delay = reply.field("grpc-status-details-bin").flatMap(GrpcBackend::retryDelay);
        String reason = "gRPC " + code
                + wording.after(
                        reply.field("grpc-message").map(GrpcBackend::decoded).orElse(""));
        // Without a delay it means that the request is too large, or the account is used up.
        return LATER.contains(code) || (code == RESOURCE_EXHAUSTED && delay.isPresent())
                ? new Answer.Later(delay, reason)
                : new Answer.Refused(reason);
    }

    private static Answer.Accepted accepted(byte[] body) {
        return body.length <= PREFIX || body[0] != 0
                ? Answer.Accepted.EVERYTHING
                : Encoding.acceptedProto(Arrays.copyOfRange(body, PREFIX, body.length));
    }

    private static Optional<Duration> retryDelay(String details) {
        try {
            return RpcStatus.parse(Base64.getDecoder().decode(details)).retryDelay();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not encoded as it should be; it is for people anyway.
            return message;
        }
    }

    private Answer failure(@Nullable Throwable cause) {
        return cause instanceof BlockedAddressException blocked
                ? new Answer.Refused(blocked.getMessage())
                : new Answer.Later(Optional.empty(), wording.of(String.valueOf(cause)));
    }

    /** Its thread is given a moment to end by itself: one whose work is taken from it logs that as its fault. */
    @Override
    public void close() {
        client.initiateShutdown();
        try {
            client.awaitShutdown(MOMENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close(CloseMode.IMMEDIATE);
    }
}
