package aigateway.telemetry.query;

import aigateway.store.Database;
import aigateway.telemetry.Conditions;
import aigateway.telemetry.Position;
import aigateway.telemetry.StoreException;
import aigateway.telemetry.Viewer;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Adds up what is kept of requests: one pass over the narrow rows of the time, whatever is asked of it. */
@Stateless
public class MetricsSearch {

    private static final int ROWS_AT_ONCE = 1_000;

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    /** @param step counted from the beginning */
    private record Place(int step, List<@Nullable String> groups) {}

    /**
     * In a transaction, since PostgreSQL hands over a result piece by piece only there.
     *
     * @return the earliest first, and of each step the largest
     * @throws TooManyPointsException when there would be too many
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<MetricsPoint> find(MetricsQuery query, Viewer viewer) {
        Map<Place, MetricsSum> sums = new HashMap<>();
        if (query.groupBy().isEmpty()) {
            for (int step = 0; step < steps(query); step++) {
                sums.put(new Place(step, List.of()), new MetricsSum(query.aggregations()));
            }
        }
        read(query, viewer, row -> add(query, row, sums));
        return sums.entrySet().stream()
                .map(entry -> point(query, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (MetricsPoint point) -> point.start() == null ? Instant.EPOCH : point.start())
                        .thenComparing(
                                Comparator.comparingLong(MetricsPoint::total).reversed())
                        .thenComparing(point -> point.groups().toString()))
                .toList();
    }

    /** @throws TooManyPointsException when there would be too many */
    private static int steps(MetricsQuery query) {
        Duration interval = query.interval();
        if (interval == null) {
            return 1;
        }
        long steps = (Duration.between(query.from(), query.until()).toMillis() + interval.toMillis() - 1)
                / interval.toMillis();
        if (steps > MetricsQuery.MOST_POINTS) {
            throw new TooManyPointsException();
        }
        return (int) steps;
    }

    private static void add(MetricsQuery query, ResultSet row, Map<Place, MetricsSum> sums) throws SQLException {
        for (MetricsQuery.Filter filter : query.filters()) {
            if (!filter.operator().matches(MetricsColumns.value(row, filter.column()), filter.values())) {
                return;
            }
        }
        int step = step(query, row.getLong("start_ns"));
        for (List<@Nullable String> groups : groups(query, row)) {
            Place place = new Place(step, groups);
            MetricsSum sum = sums.get(place);
            if (sum == null) {
                if (sums.size() == MetricsQuery.MOST_POINTS) {
                    throw new TooManyPointsException();
                }
                sum = new MetricsSum(query.aggregations());
                sums.put(place, sum);
            }
            sum.add(row);
        }
    }

    private static int step(MetricsQuery query, long startNanos) {
        Duration interval = query.interval();
        return interval == null ? 0 : (int) ((startNanos - Position.Nanos.of(query.from())) / interval.toNanos());
    }

    /** A span of somebody in two teams counts for each of them. */
    private static List<List<@Nullable String>> groups(MetricsQuery query, ResultSet row) throws SQLException {
        List<List<@Nullable String>> all = List.of(List.of());
        for (String dimension : query.groupBy()) {
            Object value = MetricsColumns.value(row, dimension);
            List<?> each = value instanceof List<?> list && !list.isEmpty() ? list : null;
            List<List<@Nullable String>> longer = new ArrayList<>();
            for (List<@Nullable String> begun : all) {
                if (each == null) {
                    longer.add(with(begun, value == null || value instanceof List<?> ? null : value.toString()));
                } else {
                    each.forEach(member -> longer.add(with(begun, String.valueOf(member))));
                }
            }
            all = longer;
        }
        return all;
    }

    private static List<@Nullable String> with(List<@Nullable String> begun, @Nullable String next) {
        List<@Nullable String> longer = new ArrayList<>(begun);
        longer.add(next);
        return longer;
    }

    private static MetricsPoint point(MetricsQuery query, Place place, MetricsSum sum) {
        Duration interval = query.interval();
        Instant start = interval == null ? null : query.from().plus(interval.multipliedBy(place.step()));
        return new MetricsPoint(start, sum.total(), place.groups(), sum.values());
    }

    /** Is shown one row after the other. */
    private interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }

    private void read(MetricsQuery query, Viewer viewer, Visitor visitor) {
        Conditions where = new Conditions()
                .and("entry IN (TRUE, FALSE)")
                .and("start_ns >= ?", Position.Nanos.of(query.from()))
                .and("start_ns < ?", Position.Nanos.of(query.until()))
                .and(query.source().sql())
                .visibleTo(viewer);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT " + MetricsColumns.SQL + " FROM span WHERE " + where)) {
            where.bind(statement);
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.visit(rows);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("Spans cannot be read now", e);
        }
    }
}
