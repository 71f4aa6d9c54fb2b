package aigateway.web.presence;

import aigateway.platform.ClientSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** All clients that wait, and a look at those to whom nothing has been said for a while. One thread looks. */
final class Waiters {

    private static final System.Logger LOG = System.getLogger(Waiters.class.getName());

    private final Set<Waiter> all = ConcurrentHashMap.newKeySet();
    private final ConnectionTable table;

    /**
     * Our own ends of connections that were found in the table: one of these that is not listed has ended. A connection of
     * a proxy's that tells its client's ends in its first bytes is known by these alone, and never found.
     */
    private final Set<InetSocketAddress> found = new HashSet<>();

    Waiters(ConnectionTable table) {
        this.table = table;
    }

    boolean canBeSeen() {
        return table.exists();
    }

    int size() {
        return all.size();
    }

    Waiter add(ClientSocket connection, LongSupplier quietSince, Runnable departure) {
        Waiter waiter = new Waiter(connection, quietSince, departure, all);
        all.add(waiter);
        return waiter;
    }

    /** @param nanos who has been written to since then is not looked at: a write would have told */
    void look(long nanos) throws IOException {
        List<Waiter> quiet = new ArrayList<>();
        for (Waiter waiter : all) {
            if (waiter.isQuietSince(nanos)) {
                quiet.add(waiter);
            }
        }
        if (quiet.isEmpty()) {
            return;
        }
        List<Waiter> missed = missed(quiet);
        missed.removeIf(waiter ->
                !waiter.wasSeen() && !found.contains(waiter.connection().local()));
        if (!missed.isEmpty()) {
            // The kernel does not stand still while it is read, and a line may be passed over.
            missed(missed).forEach(Waiters::depart);
        }
    }

    private void see(Waiter waiter) {
        waiter.see();
        found.add(waiter.connection().local());
    }

    /** Lets go of those whose connections are closed; returns those whose connections are not there. */
    private List<Waiter> missed(Collection<Waiter> quiet) throws IOException {
        Map<ClientSocket, List<Waiter>> sought = new HashMap<>();
        Set<Integer> ports = new HashSet<>();
        for (Waiter waiter : quiet) {
            // Over HTTP/2 several wait on one connection.
            sought.computeIfAbsent(waiter.connection(), one -> new ArrayList<>(1))
                    .add(waiter);
            ports.add(ConnectionTable.ports(
                    waiter.connection().local().getPort(),
                    waiter.connection().remote().getPort()));
        }
        List<Waiter> left = new ArrayList<>();
        table.read(ports::contains, (connection, clientHasClosed) -> {
            List<Waiter> waiting = sought.remove(connection);
            if (waiting != null) {
                waiting.forEach(this::see);
                if (clientHasClosed) {
                    left.addAll(waiting);
                }
            }
        });
        left.forEach(Waiters::depart);
        List<Waiter> missed = new ArrayList<>();
        sought.values().forEach(missed::addAll);
        return missed;
    }

    private static void depart(Waiter waiter) {
        try {
            waiter.leave();
        } catch (RuntimeException unforeseen) {
            LOG.log(System.Logger.Level.ERROR, "A client has left, and its request was not given up", unforeseen);
        }
    }
}
