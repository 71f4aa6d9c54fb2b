package aigateway.web.provider.http;

import aigateway.outbound.AddressPolicy;
import aigateway.web.openai.UnknownEvents;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/**
 * Sends bytes to vendors and brings theirs back, without holding a thread. Follows no redirects, keeps no cookies, and
 * connects only to addresses the policy has just resolved and allowed.
 */
@ApplicationScoped
public class UpstreamClient {

    /** How long a vendor may stay silent. */
    public static final Timeout SILENCE = UpstreamConnections.SILENCE;

    private static final System.Logger LOG = System.getLogger(UpstreamClient.class.getName());

    private static final String STOPS = "the gateway stops";

    @Inject
    AddressPolicy addresses;

    @Resource
    ManagedThreadFactory threads;

    private final Set<UpstreamExchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    /** For what may take its time. */
    private ExecutorService others;

    UpstreamConnections connections;

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
        open(Executors.newCachedThreadPool(threads));
    }

    void start(ExecutorService tasks) {
        open(tasks);
    }

    private void open(ExecutorService tasks) {
        others = tasks;
        connections = new UpstreamConnections(addresses, tasks);
        connections.start();
    }

    /** Ends all exchanges at once, and those to come. */
    public void breakOff() {
        stopped = true;
        running.forEach(UpstreamClient::breakOff);
    }

    /** What one of them makes of it is nothing to the others. */
    private static void breakOff(UpstreamExchange exchange) {
        try {
            exchange.breakOff(new IOException(STOPS));
        } catch (RuntimeException | Error unforeseen) {
            LOG.log(System.Logger.Level.ERROR, "An exchange was not broken off in good order", unforeseen);
        }
    }

    @PreDestroy
    void stop() {
        others.shutdown();
        connections.stop();
    }

    /**
     * Completes with a whole answer, or, where events come, with their first bytes: until then nothing has been promised
     * to the client, and another attempt is possible. Fails with what the network said.
     */
    public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
        UpstreamExchange exchange = new UpstreamExchange(request, connections, running::remove);
        running.add(exchange);
        if (stopped) {
            // Added first: whoever breaks off sees it, or it sees that.
            exchange.breakOff(new IOException(STOPS));
            return exchange.response();
        }
        // Whoever gave the answer up, a time limit for one, frees its connection by it.
        var unused = exchange.response().whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.cancel();
            }
        });
        exchange.lease().ask();
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
                } catch (RuntimeException | Error unsendable) {
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
