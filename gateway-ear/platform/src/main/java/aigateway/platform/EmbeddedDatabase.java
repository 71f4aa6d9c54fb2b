package aigateway.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Connections to H2, and one that is kept to close it. When it cannot write, the disk being full, H2 closes its file and
 * stays in memory as a database that is closed and lets nobody in, until it is told to go.
 */
final class EmbeddedDatabase {

    private static final System.Logger LOG = System.getLogger(EmbeddedDatabase.class.getName());

    /** Bytes; what H2 writes at once when it opens is a few pages. */
    private static final int ROOM = 4 << 20;

    /** What H2 says of a file that it cannot make sense of: it is damaged, too short, or of another version. */
    private static final Set<Integer> DAMAGED = Set.of(
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.FILE_VERSION_ERROR_1,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2);

    /** ENOSPC, as the system says it. */
    private static final String NO_ROOM = "No space left";

    private static @Nullable Connection keeper;

    private EmbeddedDatabase() {}

    /** The database's file cannot be read, and waiting changes nothing. */
    static final class DamagedException extends SQLException {

        private static final long serialVersionUID = 1L;

        DamagedException(Path file, SQLException cause) {
            super(
                    "the file " + file
                            + " is damaged or cannot be read. Restore it from a backup, or move it away to begin"
                            + " with an empty database. H2 says: " + reason(cause),
                    cause.getSQLState(),
                    cause);
        }

        private static String reason(Throwable failure) {
            Throwable cause = failure.getCause();
            return cause == null
                    ? String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                    : reason(cause);
        }
    }

    static synchronized Connection connect(DatabaseAddress address) throws SQLException {
        try {
            return open(address);
        } catch (SQLException e) {
            Connection kept = keeper;
            if (e.getErrorCode() != ErrorCode.DATABASE_IS_CLOSED || kept == null) {
                throw e;
            }
            requireRoom(address.directory(), e);
            keeper = null;
            sendAway(kept);
            return open(address);
        }
    }

    /**
     * Closes the file at once, as it is: all that was committed is in it. H2 that closes it in good order writes over parts
     * which the file still refers to, and cannot read it again.
     */
    static synchronized void letGo() {
        Connection kept = keeper;
        keeper = null;
        if (kept != null) {
            sendAway(kept);
        }
    }

    private static Connection open(DatabaseAddress address) throws SQLException {
        if (keeper == null) {
            keeper = first(address);
        }
        Connection connection = Driver.load().connect(address.url(), address.properties());
        try {
            if (!answers(keeper)) {
                // Another application's class like this one, as Payara Micro has it, had closed the file.
                keeper = Driver.load().connect(address.url(), address.properties());
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens the file; those after it find it open. */
    private static Connection first(DatabaseAddress address) throws SQLException {
        try {
            return Driver.load().connect(address.url(), address.properties());
        } catch (SQLException e) {
            if (!DAMAGED.contains(e.getErrorCode()) || isFull(e)) {
                throw e;
            }
            throw new DamagedException(address.file(), e);
        }
    }

    /** Room may be made, and the file is as it was. */
    private static boolean isFull(@Nullable Throwable failure) {
        return failure != null
                && (String.valueOf(failure.getMessage()).contains(NO_ROOM) || isFull(failure.getCause()));
    }

    /** H2 that finds no room while it opens its file keeps the file locked, against itself. */
    private static void requireRoom(Path directory, SQLException closed) throws SQLException {
        try {
            Path probe = Files.createTempFile(directory, "room", null);
            try {
                Files.write(probe, new byte[ROOM]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException full) {
            closed.addSuppressed(full);
            throw closed;
        }
    }

    private static boolean answers(Connection kept) {
        try (Statement statement = kept.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException closed) {
            return false;
        }
    }

    private static void sendAway(Connection kept) {
        try (kept;
                Statement statement = kept.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException gone) {
            // It closes the connection under the statement.
        }
    }
}
