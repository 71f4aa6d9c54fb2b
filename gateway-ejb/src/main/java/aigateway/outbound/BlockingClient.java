package aigateway.outbound;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;

/** Fetches and sends small documents off the requests' path: checked addresses, no redirects, bounded in time and size. */
@ApplicationScoped
public class BlockingClient {

    private static final int SECONDS = 5;
    /** For all of a request: the other limits begin anew with every byte. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AddressPolicy policy;
    private final Duration limit;
    private final CloseableHttpClient client;

    @Inject
    public BlockingClient(AddressPolicy policy) {
        this(policy, LIMIT);
    }

    BlockingClient(AddressPolicy policy, Duration limit) {
        this.policy = policy;
        this.limit = limit;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(policy))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(SECONDS, TimeUnit.SECONDS)
                                .setSocketTimeout(SECONDS, TimeUnit.SECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(SECONDS, TimeUnit.SECONDS)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setUserAgent("ai-gateway")
                .build();
    }

    /** For Weld's proxies, which never use it. */
    @SuppressWarnings("NullAway")
    BlockingClient() {
        this.policy = null;
        this.limit = LIMIT;
        this.client = null;
    }

    /** @throws IOException also when the answer is not 200, longer than allowed or too long in coming */
    public byte[] get(URI address, int maxBytes) throws IOException {
        policy.check(address);
        HttpGet request = new HttpGet(address);
        return inTime(request, response -> {
            try {
                return body(response, maxBytes);
            } catch (IOException refused) {
                // The rest may be of any length, and closing the answer would read it to its end.
                request.cancel();
                throw refused;
            }
        });
    }

    /** @return the status of the answer, whatever it is; its body is not looked at */
    public int post(URI address, String json) throws IOException {
        policy.check(address);
        HttpPost request = new HttpPost(address);
        request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        return inTime(request, response -> {
            // The body may be of any length, and closing it would read it to its end.
            request.cancel();
            return response.getCode();
        });
    }

    private <T> T inTime(HttpUriRequestBase request, HttpClientResponseHandler<T> handler) throws IOException {
        Deadline deadline = Deadline.of(limit, request);
        try (deadline) {
            return client.execute(request, handler);
        } catch (IOException e) {
            throw deadline.isPassed() ? new IOException("no answer within " + limit.toSeconds() + " s", e) : e;
        }
    }

    private static byte[] body(ClassicHttpResponse response, int maxBytes) throws IOException {
        if (response.getCode() != HttpStatus.SC_OK) {
            throw new IOException("answered " + response.getCode());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw new IOException("answered nothing");
        }
        byte[] bytes = entity.getContent().readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new IOException("answered more than " + maxBytes + " bytes");
        }
        return bytes;
    }

    @PreDestroy
    void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
