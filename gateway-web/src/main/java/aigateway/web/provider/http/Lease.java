package aigateway.web.provider.http;

import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one exchange, from the asking until it goes back to the others or is closed. It is leased by hand since
 * what the client itself calls a cancellation ends with the lease: a vendor that is silent would be listened to for ever.
 */
final class Lease implements FutureCallback<AsyncClientEndpoint> {

    private final AsyncClientExchangeHandler exchange;
    private final HttpContext context;
    private volatile @Nullable AsyncClientEndpoint connection;
    private volatile boolean givenUp;

    Lease(AsyncClientExchangeHandler exchange, HttpContext context) {
        this.exchange = exchange;
        this.context = context;
    }

    @Override
    public void completed(AsyncClientEndpoint leased) {
        if (givenUp) {
            leased.releaseAndReuse();
            return;
        }
        try {
            leased.execute(exchange, context);
        } catch (IllegalStateException closedMeanwhile) {
            leased.releaseAndDiscard();
            exchange.cancel();
            return;
        }
        connection = leased;
        if (givenUp) {
            leased.releaseAndDiscard();
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
        AsyncClientEndpoint leased = connection;
        if (leased != null) {
            leased.releaseAndReuse();
        }
    }

    /** Closes it, once there is one. From any thread, and more than once. */
    void giveUp() {
        givenUp = true;
        AsyncClientEndpoint leased = connection;
        if (leased != null) {
            leased.releaseAndDiscard();
        }
    }
}
