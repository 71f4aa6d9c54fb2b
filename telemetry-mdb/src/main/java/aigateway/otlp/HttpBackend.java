package aigateway.otlp;

import aigateway.manifest.OtelConfig.Exporter;
import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockedAddressException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A backend that speaks OTLP over HTTP with protobuf. Redirects are not followed: they would carry the exporter's
 * headers to whoever is named.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class HttpBackend implements Backend {

    private static final ContentType PROTOBUF = ContentType.create("application/x-protobuf");
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE = Timeout.ofSeconds(15);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_REASON = 300;

    private final Exporter exporter;
    private final InstantSource clock;
    private final CloseableHttpClient client;

    HttpBackend(Exporter exporter, AddressPolicy policy, InstantSource clock) {
        this.exporter = exporter;
        this.clock = clock;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(checked(policy, exporter.endpoint().getPort()))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(RESPONSE).build())
                .setUserAgent("ai-gateway")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static DnsResolver checked(AddressPolicy policy, int port) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return port < 0 ? policy.resolve(host) : policy.resolve(host, port);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    @Override
    public Answer post(ExportTraceServiceRequest spans) {
        HttpPost request = new HttpPost(exporter.endpoint());
        request.setEntity(new ByteArrayEntity(gzip(spans), PROTOBUF, "gzip"));
        exporter.headers().forEach((name, secret) -> request.setHeader(name, secret.value()));
        try {
            return client.execute(request, this::read);
        } catch (BlockedAddressException e) {
            return new Answer.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Answer.Later(java.util.Optional.empty(), e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        byte[] body = body(response.getEntity());
        if (status >= 200 && status < 300) {
            return accepted(body);
        }
        String reason = "HTTP " + status + excerpt(body);
        if (LATER.contains(status)) {
            Header after = response.getFirstHeader("Retry-After");
            return new Answer.Later(RetryAfter.parse(after == null ? null : after.getValue(), clock.instant()), reason);
        }
        return new Answer.Refused(reason);
    }

    private static byte[] body(@org.jspecify.annotations.Nullable HttpEntity entity) throws IOException {
        return entity == null ? new byte[0] : entity.getContent().readNBytes(LONGEST_ANSWER);
    }

    /** Some backends answer 200 with a body that is no protobuf: they have taken everything. */
    private static Answer accepted(byte[] body) {
        try {
            ExportTracePartialSuccess partial =
                    ExportTraceServiceResponse.parseFrom(body).getPartialSuccess();
            return new Answer.Accepted(partial.getRejectedSpans(), partial.getErrorMessage());
        } catch (InvalidProtocolBufferException e) {
            return new Answer.Accepted(0, "");
        }
    }

    private static String excerpt(byte[] body) {
        String text = new String(body, java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }

    private static byte[] gzip(ExportTraceServiceRequest spans) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(spans.getSerializedSize() / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes, 8 * 1024)) {
            spans.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
