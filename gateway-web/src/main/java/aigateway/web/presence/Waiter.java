package aigateway.web.presence;

import aigateway.platform.ClientSocket;
import java.util.Set;
import java.util.function.LongSupplier;

/** A client that waits for its answer, and what follows when it leaves. */
public final class Waiter {

    private final ClientSocket connection;
    private final LongSupplier quietSince;
    private final Runnable departure;
    private final Set<Waiter> all;

    /** Of the thread that looks. */
    private boolean seen;

    Waiter(ClientSocket connection, LongSupplier quietSince, Runnable departure, Set<Waiter> all) {
        this.connection = connection;
        this.quietSince = quietSince;
        this.departure = departure;
        this.all = all;
    }

    ClientSocket connection() {
        return connection;
    }

    boolean isQuietSince(long nanos) {
        return quietSince.getAsLong() - nanos <= 0;
    }

    void see() {
        seen = true;
    }

    /** Whether it was in the kernel's list. */
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
