package aigateway.web.provider.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one exchange, from the asking until it goes back to the others or is closed. It is leased by hand since
 * what the client itself calls a cancellation ends with the lease: a vendor that is silent would be listened to for ever.
 */
final class Lease implements UpstreamConnections.Asking {

    /** One after the other may have been closed by a vendor that started again. */
    private static final int MOST_CONNECTIONS = 4;

    private final UpstreamConnections connections;
    private final UpstreamExchange exchange;

    /** Whoever takes it out gives it back or closes it: after that it may be another's. */
    private final AtomicReference<@Nullable AsyncConnectionEndpoint> connection = new AtomicReference<>();

    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean givenUp;

    Lease(UpstreamConnections connections, UpstreamExchange exchange) {
        this.connections = connections;
        this.exchange = exchange;
    }

    void ask() {
        asked.incrementAndGet();
        connections.lease(exchange.host(), this);
    }

    /** Whether there was a connection that may have been closed before, and another may be asked for. */
    boolean isWorthAnother() {
        return !givenUp && connection.get() != null && asked.get() < MOST_CONNECTIONS;
    }

    /** After one that was closed before it took anything. */
    void askForAnother() {
        AsyncConnectionEndpoint closed = connection.getAndSet(null);
        if (closed != null) {
            connections.discard(closed);
        }
        try {
            ask();
        } catch (RuntimeException | Error stopped) {
            exchange.end(new IOException("There is no other connection", stopped));
        }
    }

    @Override
    public boolean isOver() {
        return givenUp;
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
            exchange.failed(new RequestNotExecutedException(closedMeanwhile.getMessage()));
            exchange.releaseResources();
            return;
        } catch (Error fatal) {
            exchange.failed(ContainedFaults.fault(fatal));
            exchange.releaseResources();
            return;
        }
        if (givenUp) {
            giveUp();
        }
    }

    @Override
    public void failed(Exception cause) {
        exchange.end(cause);
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
