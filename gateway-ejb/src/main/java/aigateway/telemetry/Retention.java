package aigateway.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of spans that are older than they are kept, some at a time and each time in a transaction of its own, so that
 * nobody who writes waits for it. Mostly only what has grown too old since the last time is looked at; once a day
 * everything old is, since spans may arrive late.
 */
public final class Retention {

    private static final Duration BETWEEN_FULL_ROUNDS = Duration.ofDays(1);

    private final DataSource dataSource;
    private final InstantSource clock;
    private final int step;
    private @Nullable Periods usedLast;
    private Instant lastRound = Instant.EPOCH;
    private Instant lastFullRound = Instant.EPOCH;

    /** @param step spans that are looked at and deleted at once */
    public Retention(DataSource dataSource, InstantSource clock, int step) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.step = step;
    }

    private record Old(String traceId, String spanId, long start, @Nullable String project) {}

    private record Piece(String traceId, @Nullable String project) {}

    /** @return how many spans went */
    public int prune(Periods periods) {
        Instant now = clock.instant();
        boolean full = !periods.equals(usedLast) || !now.isBefore(lastFullRound.plus(BETWEEN_FULL_ROUNDS));
        int gone = 0;
        for (Duration period : new TreeSet<>(periods.all())) {
            long from = full ? 0 : Position.Nanos.of(lastRound.minus(period));
            long until = Position.Nanos.of(now.minus(period));
            // One after the other, so that each can use the index that begins with it.
            gone += walk(true, from, until, now, periods) + walk(false, from, until, now, periods);
        }
        pruneFeedback(now.minus(periods.longest()));
        usedLast = periods;
        lastRound = now;
        lastFullRound = full ? now : lastFullRound;
        return gone;
    }

    /** From the newest to the oldest, as the index has them. */
    private int walk(boolean entry, long from, long until, Instant now, Periods periods) {
        int gone = 0;
        long latest = until - 1;
        while (true) {
            try (Connection connection = dataSource.getConnection()) {
                List<Old> some = read(connection, entry, from, latest);
                List<Old> due = some.stream()
                        .filter(each -> each.start() < Position.Nanos.of(now.minus(periods.of(each.project()))))
                        .toList();
                delete(connection, due, now, periods);
                gone += due.size();
                if (some.size() < step) {
                    return gone;
                }
                long earliest = some.get(some.size() - 1).start();
                // Of those that began at once some may be left to see; when all of these did, only deleting goes on.
                boolean stuck = some.get(0).start() == earliest && due.size() < some.size();
                latest = stuck ? earliest - 1 : earliest;
            } catch (SQLException e) {
                throw new StoreException("Old spans cannot be deleted now", e);
            }
        }
    }

    private List<Old> read(Connection connection, boolean entry, long from, long latest) throws SQLException {
        Conditions where = new Conditions()
                .and("entry = " + entry)
                .and("start_ns >= ?", from)
                .and("start_ns <= ?", latest);
        String sql = "SELECT trace_id, span_id, start_ns, project FROM span WHERE " + where
                + " ORDER BY entry, start_ns DESC, span_id DESC FETCH FIRST " + step + " ROWS ONLY";
        List<Old> some = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            where.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    some.add(new Old(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
                }
            }
        }
        return some;
    }

    private static void delete(Connection connection, Collection<Old> due, Instant now, Periods periods)
            throws SQLException {
        if (due.isEmpty()) {
            return;
        }
        deletePieces(connection, due, now, periods);
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM span WHERE trace_id = ? AND span_id = ?")) {
            for (Old each : due) {
                statement.setString(1, each.traceId());
                statement.setString(2, each.spanId());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** A piece is one project's, and goes when the last of its spans is old. */
    private static void deletePieces(Connection connection, Collection<Old> due, Instant now, Periods periods)
            throws SQLException {
        Set<Piece> pieces = new LinkedHashSet<>();
        due.forEach(each -> pieces.add(new Piece(each.traceId(), each.project())));
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM span_part WHERE trace_id = ? AND last_ns < ? AND COALESCE(project, '') = ?")) {
            for (Piece piece : pieces) {
                statement.setString(1, piece.traceId());
                statement.setLong(2, Position.Nanos.of(now.minus(periods.of(piece.project()))));
                statement.setString(3, piece.project() == null ? "" : piece.project());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** It goes when nothing can be left of what it is about. */
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
}
