package aigateway.otlp.backend;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.outbound.AddressPolicy;
import aigateway.outbound.BlockedAddressException;
import aigateway.outbound.CheckedNames;
import aigateway.outbound.Deadline;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A backend that speaks OTLP over HTTP, with protobuf or JSON. Redirects are not followed: they would carry the exporter's
 * headers to whoever is named.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class HttpBackend implements Backend {

    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE = Timeout.ofSeconds(15);
    /** For connection, request and answer together: what takes longer is tried again like a lost connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Exporter exporter;
    private final Encoding encoding;
    private final Wording wording;
    private final InstantSource clock;
    private final Duration patience;
    private final CloseableHttpClient client;

    HttpBackend(Exporter exporter, AddressPolicy policy, InstantSource clock) {
        this(exporter, policy, clock, PATIENCE);
    }

    HttpBackend(Exporter exporter, AddressPolicy policy, InstantSource clock, Duration patience) {
        this.exporter = exporter;
        this.encoding = Encoding.named(exporter.encoding());
        this.wording = new Wording(exporter);
        this.clock = clock;
        this.patience = patience;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(policy))
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

    @Override
    public Answer post(Message request) {
        HttpPost post = new HttpPost(exporter.endpoint());
        exporter.headers().forEach((name, secret) -> post.setHeader(name, secret.value()));
        post.setEntity(new ByteArrayEntity(gzip(request), encoding.type(), "gzip"));
        Deadline deadline = Deadline.of(patience, post);
        try (deadline) {
            return client.execute(post, response -> read(response, post));
        } catch (BlockedAddressException e) {
            return new Answer.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            if (deadline.isPassed()) {
                return new Answer.Later(Optional.empty(), "No answer within " + patience.toSeconds() + " s");
            }
            return new Answer.Later(Optional.empty(), wording.of(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private Answer read(ClassicHttpResponse response, HttpPost post) throws IOException {
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(LONGEST_ANSWER + 1);
        if (body.length > LONGEST_ANSWER) {
            // The rest may be of any length, and closing the answer would read it to its end.
            post.cancel();
        }
        String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        if (status >= 200 && status < 300) {
            return wording.of(Encoding.accepted(body, type));
        }
        String reason = "HTTP " + status + excerpt(body, type);
        if (LATER.contains(status)) {
            Header after = response.getFirstHeader("Retry-After");
            return new Answer.Later(RetryAfter.parse(after == null ? null : after.getValue(), clock.instant()), reason);
        }
        return new Answer.Refused(reason);
    }

    private String excerpt(byte[] body, String type) {
        String complaint = Encoding.complaint(body, type);
        return wording.after(complaint.isEmpty() ? new String(body, StandardCharsets.UTF_8) : complaint);
    }

    private byte[] gzip(Message request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getSerializedSize() / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes, 8 * 1024)) {
            encoding.write(request, out);
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
