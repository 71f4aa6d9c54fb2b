package aigateway.web.presence;

import java.util.Set;
import java.util.function.LongSupplier;

/** A client that waits for its answer, and what follows when it leaves. */
public final class Waiter {

    private final ClientConnection connection;
    private final LongSupplier quietSince;
    private final Runnable departure;
    private final Set<Waiter> all;

    /** Of the thread that looks. */
    private boolean seen;

    Waiter(ClientConnection connection, LongSupplier quietSince, Runnable departure, Set<Waiter> all) {
        this.connection = connection;
        this.quietSince = quietSince;
        this.departure = departure;
        this.all = all;
    }

    ClientConnection connection() {
        return connection;
    }

    boolean isQuietSince(long nanos) {
        return quietSince.getAsLong() - nanos <= 0;
    }

    void see() {
        seen = true;
    }

    /** Addresses that come from a header may never be listed, and nothing follows from that. */
    boolean wasSeen() {
        return seen;
    }

    void leave() {
        if (all.remove(this)) {
            departure.run();
        }
    }

    /** It has its answer, or nobody is left who answers. More than once is fine. */
    public void end() {
        all.remove(this);
    }
}
