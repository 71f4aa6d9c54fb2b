package aigateway.web.provider.http;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one exchange, from the asking until it goes back to the others or is closed. It is leased by hand since
 * what the client itself calls a cancellation ends with the lease: a vendor that is silent would be listened to for ever.
 */
final class Lease implements FutureCallback<AsyncConnectionEndpoint> {

    private final UpstreamConnections connections;
    private final AsyncClientExchangeHandler exchange;

    /** Whoever takes it out gives it back or closes it: after that it may be another's. */
    private final AtomicReference<@Nullable AsyncConnectionEndpoint> connection = new AtomicReference<>();

    private volatile boolean givenUp;

    Lease(UpstreamConnections connections, AsyncClientExchangeHandler exchange) {
        this.connections = connections;
        this.exchange = exchange;
    }

    @Override
    public void completed(AsyncConnectionEndpoint leased) {
        // First, since the answer may be here before the request's thread is back.
        connection.set(leased);
        if (givenUp) {
            reuse();
            return;
        }
        try {
            leased.execute(UpstreamConnections.NAME, exchange, HttpCoreContext.create());
        } catch (RuntimeException closedMeanwhile) {
            exchange.cancel();
            return;
        }
        if (givenUp) {
            giveUp();
        }
    }

    @Override
    public void failed(Exception cause) {
        exchange.failed(cause);
    }

    @Override
    public void cancelled() {
        exchange.cancel();
    }

    /** The next request may have it. */
    void reuse() {
        AsyncConnectionEndpoint leased = connection.getAndSet(null);
        if (leased != null) {
            connections.giveBack(leased);
        }
    }

    /** Closes it, once there is one. From any thread, and more than once. */
    void giveUp() {
        givenUp = true;
        AsyncConnectionEndpoint leased = connection.getAndSet(null);
        if (leased != null) {
            connections.discard(leased);
        }
    }
}
