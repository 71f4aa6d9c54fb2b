package aigateway.telemetry;

import aigateway.store.Database;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whole traces, and what requests add up to; single spans are found by {@code aigateway.telemetry.query}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class SpanQueries {

    private static final int MOST_SPANS_OF_A_TRACE = 5_000;
    private static final int FETCHED_AT_ONCE = 1_000;

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    /**
     * A whole trace; empty when there is none, or nothing in it that the viewer may see. Two callers can be in one
     * trace, since a caller chooses its {@code traceparent}: each sees what is its own.
     */
    public Optional<Trace> trace(String traceId, Viewer viewer) {
        Conditions where = new Conditions().and("trace_id = ?", traceId).visibleTo(viewer);
        String sql = "SELECT " + SpanColumns.LIST + " FROM span WHERE " + where
                + " ORDER BY entry DESC, start_ns, span_id FETCH FIRST " + MOST_SPANS_OF_A_TRACE + " ROWS ONLY";
        List<SpanRow> rows = query(sql, where, SpanColumns::row);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Map<String, SpanRow> wanted = new HashMap<>();
        rows.forEach(row -> wanted.put(row.spanId(), row));
        Map<String, Span> whole = new HashMap<>();
        forEach(
                "SELECT spans FROM span_part WHERE trace_id = ? ORDER BY part",
                new Conditions().and("trace_id = ?", traceId),
                row -> SpanPart.read(row.getBytes(1), (resource, span) -> {
                    String id = NewSpan.hex(span.getSpanId());
                    SpanRow its = wanted.get(id);
                    if (its != null && Belonging.is(its, span)) {
                        whole.putIfAbsent(id, span);
                    }
                }));
        return Optional.of(new Trace(
                traceId,
                rows.stream()
                        .map(row -> SpanView.of(row, whole.getOrDefault(row.spanId(), Span.getDefaultInstance())))
                        .toList()));
    }

    /**
     * Reads in a transaction, since PostgreSQL hands over a result piece by piece only there.
     *
     * @param buckets about how many steps the time is cut into
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Overview overview(Instant from, Instant until, int buckets, Viewer viewer) {
        return overview(from, until, buckets, viewer, null);
    }

    /**
     * The same, by the values of a label as well.
     *
     * @param label its name; empty: only the names that there are; null: nothing of labels
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Overview overview(Instant from, Instant until, int buckets, Viewer viewer, @Nullable String label) {
        return new OverviewQuery(from, until, step(from, until, buckets), label).run(this, viewer);
    }

    /** A whole number of seconds, so that equal times have equal buckets. */
    private static Duration step(Instant from, Instant until, int buckets) {
        long seconds = Math.max(1, Duration.between(from, until).toSeconds());
        return Duration.ofSeconds(Math.max(1, (seconds + buckets - 1) / Math.max(1, buckets)));
    }

    /** Reads one row of a result. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Is shown one row of a result after the other. */
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Conditions where, RowReader<T> reader) {
        List<T> rows = new ArrayList<>();
        forEach(sql, where, row -> rows.add(reader.read(row)));
        return rows;
    }

    void forEach(String sql, Conditions where, RowVisitor visitor) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            where.bind(statement);
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    visitor.visit(result);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("Spans cannot be read now", e);
        }
    }
}
