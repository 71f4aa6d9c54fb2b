package aigateway.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Connections to H2. When it cannot write, the disk being full, H2 closes its file and stays in memory as a database that
 * is closed and lets nobody in. One connection is kept to tell it then to go, so that the next one opens the file again;
 * while it is there the file stays open, too.
 */
final class EmbeddedDatabase {

    private static final System.Logger LOG = System.getLogger(EmbeddedDatabase.class.getName());

    /** Bytes; what H2 writes at once when it opens is a few pages. */
    private static final int ROOM = 4 << 20;

    private static @Nullable Connection keeper;

    private EmbeddedDatabase() {}

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

    /** The file is closed when the others have gone. */
    static synchronized void letGo() {
        Connection kept = keeper;
        keeper = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException closed) {
                LOG.log(System.Logger.Level.DEBUG, "The embedded database is closed already", closed);
            }
        }
    }

    private static Connection open(DatabaseAddress address) throws SQLException {
        if (keeper == null) {
            keeper = Driver.load().connect(address.url(), address.properties());
        }
        return Driver.load().connect(address.url(), address.properties());
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

    private static void sendAway(Connection kept) {
        try (kept;
                Statement statement = kept.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException gone) {
            // It closes the connection under the statement.
        }
    }
}
