package aigateway.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Waits for a database that starts later than we do. Servers log JPA in while they deploy and give up on the first
 * refusal, so the waiting is done here; after the first success a refusal is passed on at once.
 */
final class Arrival {

    private static final System.Logger LOG = System.getLogger(Arrival.class.getName());
    private static final String WRONG_PASSWORD = "28";

    private final Duration patience;
    private final Duration pause;
    private volatile boolean over;

    Arrival() {
        this(Duration.ofSeconds(60), Duration.ofSeconds(2));
    }

    Arrival(Duration patience, Duration pause) {
        this.patience = patience;
        this.pause = pause;
    }

    Connection await(DatabaseAddress address, Opener opener) throws SQLException {
        return over ? opener.open() : first(address, opener);
    }

    private synchronized Connection first(DatabaseAddress address, Opener opener) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Connection connection = opener.open();
                over = true;
                return connection;
            } catch (SQLException e) {
                if (over || hopeless(e) || System.nanoTime() > deadline) {
                    boolean neverThere = !over;
                    over = true;
                    String message =
                            "The database " + address + " (" + address.setting() + ") cannot be used: " + reason(e);
                    if (neverThere) {
                        Alone.end(message);
                    }
                    throw new SQLException(message, e.getSQLState(), e);
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Waiting for the database {0} ({1}): {2}",
                        address.toString(),
                        address.setting(),
                        reason(e));
            }
            sleep();
        }
    }

    private static boolean hopeless(SQLException e) {
        return e instanceof EmbeddedDatabase.DamagedException
                || e.getSQLState() != null && e.getSQLState().startsWith(WRONG_PASSWORD);
    }

    private static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private void sleep() throws SQLException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Stopped while waiting for the database", e);
        }
    }

    /** Opens one physical connection. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }
}
