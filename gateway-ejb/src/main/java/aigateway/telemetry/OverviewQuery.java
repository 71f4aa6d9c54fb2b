package aigateway.telemetry;

import aigateway.telemetry.Overview.Bucket;
import aigateway.telemetry.Overview.Leader;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the requests of a time: what the gateway itself answered, not what applications sent here. */
final class OverviewQuery {

    private static final int LEADERS = 10;
    private static final int MOST_GROUPS = 500;
    private static final String SUMS = "COUNT(*) AS requests,"
            + " SUM(CASE WHEN status = 'ERROR' THEN 1 ELSE 0 END) AS errors,"
            + " COALESCE(SUM(input_tokens), 0) AS input_tokens,"
            + " COALESCE(SUM(output_tokens), 0) AS output_tokens,"
            + " COALESCE(SUM(cost), 0) AS cost";
    private static final String PERCENTILES = percentile(0.5, "duration_ns", "p50")
            + percentile(0.9, "duration_ns", "p90")
            + percentile(0.99, "duration_ns", "p99")
            + percentile(0.5, "ttft_ms", "first50")
            + percentile(0.99, "ttft_ms", "first99");

    private final SpanQueries queries;
    private final Instant from;
    private final Instant until;
    private final Duration step;
    private final Viewer viewer;

    OverviewQuery(SpanQueries queries, Instant from, Instant until, Duration step, Viewer viewer) {
        this.queries = queries;
        this.from = from;
        this.until = until;
        this.step = step;
        this.viewer = viewer;
    }

    private static String percentile(double fraction, String column, String name) {
        return ", PERCENTILE_CONT(" + fraction + ") WITHIN GROUP (ORDER BY " + column + ") AS " + name;
    }

    Overview run() {
        Conditions where = requests();
        Figures total = queries.query(
                        "SELECT " + SUMS + PERCENTILES + " FROM span WHERE " + where, where, OverviewQuery::figures)
                .get(0);
        return new Overview(
                from,
                until,
                step,
                total,
                series(),
                leaders("model", null),
                leaders("subject_slug", "user"),
                leaders("subject_slug", "virtualaccount"),
                teams(),
                leaders("error_type", null));
    }

    private Conditions requests() {
        return Conditions.of(SpanFilter.requests(from, until))
                .and("span_type IS NOT NULL")
                .visibleTo(viewer);
    }

    private List<Bucket> series() {
        long start = Position.Nanos.of(from);
        long width = step.toNanos();
        Conditions where = requests();
        // Literals: as parameters the two expressions would not be the same to the database.
        String bucket = "(start_ns - " + start + ") / " + width;
        Map<Long, Figures> found = new HashMap<>();
        queries.query(
                        "SELECT " + bucket + " AS bucket, " + SUMS + PERCENTILES + " FROM span WHERE " + where
                                + " GROUP BY " + bucket,
                        where,
                        row -> Map.entry(row.getLong("bucket"), figures(row)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        List<Bucket> series = new ArrayList<>();
        long index = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(step)) {
            series.add(new Bucket(at, found.getOrDefault(index++, Figures.NONE)));
        }
        return series;
    }

    private List<Leader> leaders(String column, @Nullable String subjectType) {
        Conditions where = requests().and(column + " IS NOT NULL");
        if (subjectType != null) {
            where.and("subject_type = ?", subjectType);
        }
        return grouped(column, where, LEADERS);
    }

    private List<Leader> grouped(String column, Conditions where, int limit) {
        return queries.query(
                "SELECT " + column + " AS name, " + SUMS + " FROM span WHERE " + where + " GROUP BY " + column
                        + " ORDER BY requests DESC, name FETCH FIRST " + limit + " ROWS ONLY",
                where,
                OverviewQuery::leader);
    }

    /** A request counts for each team of its caller. */
    private List<Leader> teams() {
        Map<String, Leader> sums = new LinkedHashMap<>();
        for (Leader group : grouped("teams", requests().and("teams IS NOT NULL"), MOST_GROUPS)) {
            for (String team : group.name().split("\\|")) {
                if (!team.isEmpty()) {
                    sums.merge(team, named(team, group), OverviewQuery::sum);
                }
            }
        }
        return sums.values().stream()
                .sorted(Comparator.comparingLong(Leader::requests).reversed())
                .limit(LEADERS)
                .toList();
    }

    private static Leader named(String name, Leader it) {
        return new Leader(name, it.requests(), it.errors(), it.inputTokens(), it.outputTokens(), it.cost());
    }

    private static Leader sum(Leader a, Leader b) {
        return new Leader(
                a.name(),
                a.requests() + b.requests(),
                a.errors() + b.errors(),
                a.inputTokens() + b.inputTokens(),
                a.outputTokens() + b.outputTokens(),
                a.cost().add(b.cost()));
    }

    private static Leader leader(ResultSet row) throws SQLException {
        return new Leader(
                row.getString("name"),
                row.getLong("requests"),
                row.getLong("errors"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getBigDecimal("cost"));
    }

    private static Figures figures(ResultSet row) throws SQLException {
        BigDecimal cost = row.getBigDecimal("cost");
        return new Figures(
                row.getLong("requests"),
                row.getLong("errors"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                cost == null ? BigDecimal.ZERO : cost,
                millis(number(row, "p50")),
                millis(number(row, "p90")),
                millis(number(row, "p99")),
                number(row, "first50"),
                number(row, "first99"));
    }

    private static @Nullable Double millis(@Nullable Double nanos) {
        return nanos == null ? null : nanos / 1e6;
    }

    /** H2 interpolates to a decimal, PostgreSQL to a double. */
    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : value.doubleValue();
    }
}
