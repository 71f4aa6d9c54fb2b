package aigateway.web.provider.http;

import aigateway.outbound.AddressPolicy;
import aigateway.web.openai.UnknownEvents;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/**
 * Sends bytes to vendors and brings theirs back, without holding a thread. Follows no redirects, keeps no cookies, and
 * connects only to addresses the policy has just resolved and allowed.
 */
@ApplicationScoped
public class UpstreamClient {

    /** How long a vendor may stay silent: what OpenAI's own clients wait. */
    public static final Timeout SILENCE = Timeout.ofMinutes(10);

    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final int CONNECTIONS = 20_000;
    private static final int WINDOW = 64 * 1024;
    private static final String STOPS = "the gateway stops";

    @Inject
    AddressPolicy addresses;

    private final Set<UpstreamExchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private MinimalHttpAsyncClient client;
    private RequestConfig requestConfig;

    /**
     * Events of vendors' streams, and blocks in them, that were passed over. Told by a bean, since those are asked.
     */
    @Gauge(
            name = "ai_gateway_upstream_events_unknown_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Events of vendors' streams that nobody here knows, passed over.")
    public long unknownEvents() {
        return UnknownEvents.count();
    }

    @PostConstruct
    void start() {
        requestConfig = RequestConfig.custom()
                .setResponseTimeout(SILENCE)
                .setConnectionRequestTimeout(CONNECT)
                .build();
        client = HttpAsyncClients.createMinimal(
                H2Config.DEFAULT,
                Http1Config.custom()
                        .setInitialWindowSize(WINDOW)
                        .setBufferSize(16 * 1024)
                        .build(),
                IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(true)
                        .build(),
                PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Allowed(addresses))
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(5))
                                .setTimeToLive(TimeValue.ofMinutes(10))
                                .build())
                        .build());
        client.start();
    }

    /** Ends all exchanges at once, and those to come. */
    public void breakOff() {
        stopped = true;
        running.forEach(exchange -> exchange.breakOff(new IOException(STOPS)));
    }

    @PreDestroy
    void stop() {
        client.initiateShutdown();
        try {
            client.awaitShutdown(TimeValue.of(2, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Completes with a whole answer, or, where events come, with their first bytes: until then nothing has been promised
     * to the client, and another attempt is possible. Fails with what the network said.
     */
    public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(requestConfig);
        UpstreamExchange exchange = new UpstreamExchange(request, context, running::remove);
        running.add(exchange);
        if (stopped) {
            // Added first: whoever breaks off sees it, or it sees that.
            exchange.breakOff(new IOException(STOPS));
            return exchange.response();
        }
        var leasing = client.lease(exchange.host(), context, exchange.lease());
        // Whoever gave the answer up, a time limit for one, frees its connection by it.
        var unused = exchange.response().whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.cancel();
            }
        });
        return exchange.response();
    }

    /**
     * Whoever gives up waiting for what is made of an answer frees the connection by it, even when the answer is just
     * coming.
     *
     * @param made of what was sent for
     */
    public static <T> CompletableFuture<T> freedBy(
            CompletableFuture<T> made, CompletableFuture<UpstreamResponse> sent) {
        var unused = made.whenComplete((result, failure) -> {
            if (failure != null) {
                free(sent, failure);
            }
        });
        return made;
    }

    /** Gives up what was sent for: its connection, or the stream that has come already. */
    public static void free(CompletableFuture<UpstreamResponse> sent, Throwable failure) {
        if (!sent.completeExceptionally(failure)) {
            sent.thenAccept(came -> {
                if (came instanceof UpstreamResponse.Streaming streaming) {
                    streaming.stream().cancel();
                }
            });
        }
    }

    /** Resolution and permission in one step, so that the address that was allowed is the one connected to. */
    private record Allowed(AddressPolicy addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** Sends it once there is what it is signed with. Whoever gives up waiting frees the connection, as without waiting. */
    public <T> CompletableFuture<UpstreamResponse> sendWith(
            CompletableFuture<T> credentials, Function<T, UpstreamRequest> signed) {
        if (credentials.isDone() && !credentials.isCompletedExceptionally()) {
            return send(signed.apply(credentials.join()));
        }
        CompletableFuture<UpstreamResponse> sent = new CompletableFuture<>();
        var unused = credentials.whenComplete((value, failure) -> {
            if (failure != null) {
                sent.completeExceptionally(failure);
            } else if (!sent.isDone()) {
                try {
                    pass(send(signed.apply(value)), sent);
                } catch (RuntimeException unsendable) {
                    sent.completeExceptionally(unsendable);
                }
            }
        });
        return sent;
    }

    private static void pass(CompletableFuture<UpstreamResponse> answer, CompletableFuture<UpstreamResponse> sent) {
        CompletableFuture<UpstreamResponse> freed = freedBy(sent, answer);
        var unused = answer.whenComplete((response, failure) -> {
            if (failure == null) {
                freed.complete(response);
            } else {
                freed.completeExceptionally(failure);
            }
        });
    }
}
