package aigateway.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Lets go of spans that are older than the gateway keeps them, a few at a time so that nobody waits for it. */
final class Retention {

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Duration kept;
    private final int step;

    /** @param step spans that are deleted at once */
    Retention(DataSource dataSource, InstantSource clock, Duration kept, int step) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
        this.step = step;
    }

    private record Key(String traceId, String spanId) {}

    /** @return how many spans went */
    int prune() throws StoreException {
        Instant cutoff = clock.instant().minus(kept);
        int sum = 0;
        // One after the other, so that each can use the index that begins with it.
        for (boolean entry : new boolean[] {true, false}) {
            for (int gone = step; gone == step; sum += gone) {
                gone = pruneSome(entry, Position.Nanos.of(cutoff));
            }
        }
        pruneFeedback(cutoff);
        return sum;
    }

    /** It goes with what it is about. */
    private void pruneFeedback(Instant cutoff) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("DELETE FROM span_feedback WHERE created_at < ?")) {
            statement.setLong(1, cutoff.toEpochMilli());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("Old feedback cannot be deleted now", e);
        }
    }

    private int pruneSome(boolean entry, long cutoffNanos) {
        try (Connection connection = dataSource.getConnection()) {
            List<Key> keys = old(connection, entry, cutoffNanos);
            deleteParts(connection, keys, cutoffNanos);
            deleteRows(connection, keys);
            return keys.size();
        } catch (SQLException e) {
            throw new StoreException("Old spans cannot be deleted now", e);
        }
    }

    private List<Key> old(Connection connection, boolean entry, long cutoffNanos) throws SQLException {
        String sql = "SELECT trace_id, span_id FROM span WHERE entry = " + entry + " AND start_ns < ? FETCH FIRST "
                + step + " ROWS ONLY";
        List<Key> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, cutoffNanos);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(new Key(row.getString(1), row.getString(2)));
                }
            }
        }
        return keys;
    }

    /** A part goes when the last of its spans is old. */
    private static void deleteParts(Connection connection, List<Key> keys, long cutoffNanos) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM span_part WHERE trace_id = ? AND last_ns < ?")) {
            for (String traceId : keys.stream().map(Key::traceId).distinct().toList()) {
                statement.setString(1, traceId);
                statement.setLong(2, cutoffNanos);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void deleteRows(Connection connection, List<Key> keys) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM span WHERE trace_id = ? AND span_id = ?")) {
            for (Key key : keys) {
                statement.setString(1, key.traceId());
                statement.setString(2, key.spanId());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
