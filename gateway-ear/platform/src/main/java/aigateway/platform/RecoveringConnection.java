package aigateway.platform;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that outlives a restart of its database. Servers' pools do not test what they hand out, so this one
 * looks for itself, between transactions only: within one, what was lost must be seen to be lost.
 *
 * <p>Used by one thread at a time, as JDBC connections are.
 */
final class RecoveringConnection implements InvocationHandler {

    private static final long TRUSTED_NANOS = 2_000_000_000L;
    private static final int VALIDATION_SECONDS = 2;
    private static final Set<String> STARTS_WORK =
            Set.of("createStatement", "prepareStatement", "prepareCall", "getMetaData");

    private final Arrival.Opener opener;
    private Connection target;
    private boolean autoCommit = true;
    private @Nullable Integer isolation;
    private boolean inTransaction;
    private boolean closed;
    /** When it was last seen to be alive; that it was used since says nothing, for what is lost may be asked and asked. */
    private long seenNanos = System.nanoTime();

    private RecoveringConnection(Arrival.Opener opener) throws SQLException {
        this.opener = opener;
        this.target = opener.open();
    }

    static Connection over(Arrival.Opener opener) throws SQLException {
        return (Connection) Proxy.newProxyInstance(
                RecoveringConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new RecoveringConnection(opener));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        String name = method.getName();
        switch (name) {
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "isClosed" -> {
                return closed;
            }
            case "getAutoCommit" -> {
                return autoCommit;
            }
            case "close" -> {
                closed = true;
                target.close();
                return null;
            }
            case "setAutoCommit" -> {
                setAutoCommit((Boolean) arguments[0]);
                return null;
            }
            case "setClientInfo" -> {
                return alive() ? call(method, arguments) : null;
            }
            case "setTransactionIsolation" -> isolation = (Integer) arguments[0];
            case "commit" -> {
                inTransaction = false;
                call(method, arguments);
                seenNanos = System.nanoTime();
                return null;
            }
            case "rollback" -> {
                if (arguments == null || arguments.length == 0) {
                    rollback();
                    return null;
                }
            }
            default -> {
                if (STARTS_WORK.contains(name)) {
                    startWork();
                }
            }
        }
        return call(method, arguments);
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void startWork() throws SQLException {
        if (closed) {
            throw new SQLException("This connection was closed", "08003");
        }
        if (!inTransaction && !alive()) {
            reopen();
        }
        inTransaction = !autoCommit;
    }

    /** Remembered when the connection is lost, and applied to the next one. */
    private void setAutoCommit(boolean wanted) throws SQLException {
        autoCommit = wanted;
        if (inTransaction) {
            inTransaction = false;
            target.setAutoCommit(wanted);
        } else if (alive()) {
            target.setAutoCommit(wanted);
        }
    }

    /** A database that went away has rolled back already. */
    private void rollback() throws SQLException {
        inTransaction = false;
        try {
            target.rollback();
        } catch (SQLException e) {
            if (valid()) {
                throw e;
            }
        }
    }

    private boolean alive() throws SQLException {
        return !target.isClosed() && (System.nanoTime() - seenNanos < TRUSTED_NANOS || valid());
    }

    private boolean valid() throws SQLException {
        boolean valid = !target.isClosed() && target.isValid(VALIDATION_SECONDS) && answers();
        if (valid) {
            seenNanos = System.nanoTime();
        }
        return valid;
    }

    /** H2 calls a connection valid whose database is closed. */
    private boolean answers() {
        try (Statement statement = target.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private void reopen() throws SQLException {
        try {
            target.close();
        } catch (SQLException alreadyLost) {
            // There is nothing left to release.
        }
        target = opener.open();
        seenNanos = System.nanoTime();
        if (isolation != null) {
            target.setTransactionIsolation(isolation);
        }
        target.setAutoCommit(autoCommit);
    }
}
