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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the requests of a time: what the gateway itself answered, not what applications sent here. One pass over
 * narrow rows; asking the database for each sum and percentile took twenty times as long.
 */
final class OverviewQuery {

    private static final int LEADERS = 10;
    /** Of labels; applications make them up. */
    private static final int MOST_NAMES = 100;
    /** Somebody labels each request with a number of its own. */
    static final int MOST_GROUPS = 10_000;

    static final String OTHERS = "all others";

    private static final String COLUMNS = "start_ns, duration_ns, status, input_tokens, output_tokens, cost, ttft_ms,"
            + " model, subject_type, subject_slug, teams, error_type";

    private final Instant from;
    private final Instant until;
    private final Duration step;
    private final Sums total = new Sums();
    private final Map<Long, Sums> buckets = new HashMap<>();
    private final Map<String, Sums> models = new HashMap<>();
    private final Map<String, Sums> users = new HashMap<>();
    private final Map<String, Sums> virtualAccounts = new HashMap<>();
    private final Map<String, Sums> teams = new HashMap<>();
    private final Map<String, Sums> errors = new HashMap<>();
    private final Map<String, Sums> labels = new HashMap<>();
    private final Set<String> labelNames = new TreeSet<>();
    private final @Nullable String label;

    /** @param label whose values are told apart; null: labels are not read */
    OverviewQuery(Instant from, Instant until, Duration step, @Nullable String label) {
        this.label = label;
        this.from = from;
        this.until = until;
        this.step = step;
    }

    Overview run(SpanQueries queries, Viewer viewer) {
        Conditions where =
                Conditions.ofRequests(from, until).and("span_type IS NOT NULL").visibleTo(viewer);
        String columns = label == null ? COLUMNS : COLUMNS + ", metadata";
        queries.forEach("SELECT " + columns + " FROM span WHERE " + where, where, this::add);
        List<Bucket> series = new ArrayList<>();
        long index = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(step)) {
            Sums bucket = buckets.get(index++);
            series.add(new Bucket(at, bucket == null ? Figures.NONE : bucket.figures()));
        }
        return new Overview(
                from,
                until,
                step,
                total.figures(),
                List.copyOf(series),
                leaders(models),
                leaders(users),
                leaders(virtualAccounts),
                leaders(teams),
                leaders(errors),
                leaders(labels),
                List.copyOf(labelNames));
    }

    private void add(ResultSet row) throws SQLException {
        Request request = Request.read(row);
        total.add(request);
        long bucket = (row.getLong("start_ns") - Position.Nanos.of(from)) / step.toNanos();
        buckets.computeIfAbsent(bucket, key -> new Sums()).add(request);
        addTo(models, row.getString("model"), request);
        boolean user = "user".equals(row.getString("subject_type"));
        addTo(user ? users : virtualAccounts, row.getString("subject_slug"), request);
        addTo(errors, row.getString("error_type"), request);
        if (label != null) {
            addLabels(row.getString("metadata"), request);
        }
        String names = row.getString("teams");
        if (names != null) {
            // A request counts for each team of its caller.
            for (String team : names.split("\\|", -1)) {
                addTo(teams, team.isEmpty() ? null : team, request);
            }
        }
    }

    private void addLabels(@Nullable String metadata, Request request) {
        Map<String, String> told = Labels.all(metadata);
        told.keySet().stream().filter(name -> labelNames.size() < MOST_NAMES).forEach(labelNames::add);
        addTo(labels, told.get(label), request);
    }

    private static void addTo(Map<String, Sums> sums, @Nullable String name, Request request) {
        if (name != null) {
            String group = sums.size() < MOST_GROUPS || sums.containsKey(name) ? name : OTHERS;
            sums.computeIfAbsent(group, key -> new Sums()).add(request);
        }
    }

    private static List<Leader> leaders(Map<String, Sums> sums) {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().leader(entry.getKey()))
                .sorted(Comparator.comparingLong(Leader::requests).reversed().thenComparing(Leader::name))
                .limit(LEADERS)
                .toList();
    }

    private record Request(
            boolean failed,
            @Nullable String errorType,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal cost,
            double latency,
            @Nullable Double firstToken) {

        static Request read(ResultSet row) throws SQLException {
            double firstToken = row.getDouble("ttft_ms");
            boolean measured = !row.wasNull();
            boolean failed = "ERROR".equals(row.getString("status"));
            return new Request(
                    failed,
                    failed ? row.getString("error_type") : null,
                    row.getLong("input_tokens"),
                    row.getLong("output_tokens"),
                    row.getBigDecimal("cost"),
                    row.getLong("duration_ns") / 1e6,
                    measured ? firstToken : null);
        }

        /** What was refused before a model saw it cost nothing; all else costs, known or not. */
        boolean unpriced() {
            return cost == null && (!failed || inputTokens + outputTokens > 0);
        }
    }

    private static final class Sums {
        private final Samples latency = new Samples();
        private final Samples firstToken = new Samples();
        private final Map<String, Long> errorTypes = new HashMap<>();
        private long requests;
        private long errors;
        private long inputTokens;
        private long outputTokens;
        private @Nullable BigDecimal cost;
        private long unpriced;

        void add(Request request) {
            requests++;
            errors += request.failed ? 1 : 0;
            if (request.errorType != null) {
                errorTypes.merge(request.errorType, 1L, Long::sum);
            }
            inputTokens += request.inputTokens;
            outputTokens += request.outputTokens;
            unpriced += request.unpriced() ? 1 : 0;
            BigDecimal dollars = request.cost;
            if (dollars != null) {
                cost = cost == null ? dollars : cost.add(dollars);
            }
            latency.add(request.latency);
            Double first = request.firstToken;
            if (first != null) {
                firstToken.add(first);
            }
        }

        Figures figures() {
            return new Figures(
                    requests,
                    errors,
                    inputTokens,
                    outputTokens,
                    cost,
                    unpriced,
                    latency.percentile(0.5),
                    latency.percentile(0.9),
                    latency.percentile(0.99),
                    firstToken.percentile(0.5),
                    firstToken.percentile(0.9),
                    firstToken.percentile(0.99));
        }

        Leader leader(String name) {
            return new Leader(name, figures(), Map.copyOf(errorTypes));
        }
    }
}
