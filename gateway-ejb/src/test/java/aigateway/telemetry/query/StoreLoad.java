package aigateway.telemetry.query;

import aigateway.store.TestDatabase;
import aigateway.telemetry.Operator;
import aigateway.telemetry.SpanStore;
import aigateway.telemetry.TestSpans;
import aigateway.telemetry.TestStore;
import aigateway.telemetry.Viewer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How fast spans are found in a real PostgreSQL while others arrive. Not part of the build: {@code
 * gateway-ear/src/bench/store.sh} runs it. Some traces are saved as the gateway saves them and then multiplied within the
 * database, back over five days; the queries are the gateway's own.
 */
public final class StoreLoad {

    private static final int SPANS_A_TRACE = 2;
    private static final int SEEDS = 5_000;
    private static final int DAYS = 5;
    private static final int SPANS_A_SECOND = 500;
    private static final int PAGE = 50;

    private final Random random = new Random(7);
    private final TestDatabase database = TestDatabase.largePostgres();
    private final SpanStore store = TestStore.on(database);
    private final SpanSearch search = new SpanSearch();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final Instant newest = Instant.now();
    private int number;

    private StoreLoad() {
        search.dataSource = database.dataSource();
    }

    public static void main(String[] arguments) throws Exception {
        int spans = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000_000;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        StoreLoad load = new StoreLoad();
        try {
            load.fill(spans);
            load.measure(runs);
        } finally {
            load.database.close();
        }
    }

    private void fill(int spans) throws SQLException {
        long begin = System.nanoTime();
        Duration apart = Duration.ofDays(DAYS).dividedBy(spans / SPANS_A_TRACE);
        for (int i = 0; i < SEEDS; i++) {
            store.save(trace(newest.minus(apart.multipliedBy(i))));
        }
        say("%,d spans saved as they are: %.0f us each", SEEDS * SPANS_A_TRACE, micros(begin) / SEEDS / SPANS_A_TRACE);
        int copies = spans / SEEDS / SPANS_A_TRACE;
        long shift = apart.multipliedBy(SEEDS).toNanos();
        execute("DROP INDEX span_tags");
        String columns = columns();
        execute("INSERT INTO span (" + columns + ") SELECT "
                + columns.replace("trace_id", "md5(trace_id || n)")
                        .replace("start_ns", "start_ns - n * " + shift)
                        .replace("tags", "tags || (random() * 2147483647)::integer")
                + " FROM span, generate_series(1, " + (copies - 1) + ") n");
        execute("INSERT INTO span_part SELECT md5(trace_id || n), part, last_ns - n * " + shift
                + ", spans, project FROM span_part, generate_series(1, " + (copies - 1) + ") n");
        execute("SET maintenance_work_mem = '512MB'; CREATE INDEX span_tags ON span USING GIN (tags)");
        execute("VACUUM ANALYZE");
        say("filled in %.0f s", micros(begin) / 1e6);
        say("%s", sizes());
    }

    private String columns() throws SQLException {
        StringBuilder columns = new StringBuilder();
        try (Connection connection = database.dataSource().getConnection();
                ResultSet each = connection.getMetaData().getColumns(null, "public", "span", null)) {
            while (each.next()) {
                String name = each.getString("COLUMN_NAME");
                columns.append(columns.isEmpty() ? "" : ", ").append(name);
            }
        }
        return columns.toString();
    }

    /** One of two hundred users and of thirty models, few of which have most of the requests. */
    private ExportTraceServiceRequest trace(Instant start) {
        int i = number++;
        int user = (int) (200 * Math.pow(random.nextDouble(), 3));
        int model = (int) (30 * Math.pow(random.nextDouble(), 3));
        long millis = (long) Math.exp(6 + 1.3 * random.nextGaussian());
        TestSpans.Chat chat = TestSpans.chat(i, start)
                .subject("user", "user" + user + "@example.com", List.of("team" + user % 20))
                .text("tfy.request.model_name", "vendor/model-" + model)
                .text("tfy.model.name", "vendor/model-" + model)
                .text(
                        "tfy.request.metadata",
                        "{\"env\":\"" + (i % 3 == 0 ? "dev" : "prod") + "\",\"order\":\"" + i + "\"}")
                .text("gen_ai.response.id", "chatcmpl-" + i)
                .text("gen_ai.provider.name", "openai")
                .text("gen_ai.operation.name", "chat")
                .text("tfy.input", "{\"messages\":[{\"role\":\"user\",\"content\":\"" + words() + "\"}]}")
                .lasting(Duration.ofMillis(millis));
        return (i % 50 == 0 ? chat.failed("upstream_error", "It broke") : chat).message();
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            words.append(Integer.toString(random.nextInt(1_000_000), 36)).append(' ');
        }
        return words.toString();
    }

    private void measure(int runs) throws InterruptedException {
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        int traces = SPANS_A_SECOND / 10 / SPANS_A_TRACE;
        long began = System.nanoTime();
        writer.scheduleAtFixedRate(() -> write(traces), 0, 100, TimeUnit.MILLISECONDS);
        Thread.sleep(3_000);
        Viewer all = Viewer.OF_ALL;
        Viewer frequent = new Viewer("user", "user0@example.com", Set.of());
        Viewer rare = new Viewer("user", "user190@example.com", Set.of("team10"));
        newest("newest page of requests", runs, all, List.of(""), null);
        newest("newest page of all spans", runs, all, List.of(), null);
        newest("newest page, a frequent user's own", runs, frequent, List.of(""), null);
        newest("newest page, a rare user's and their team's", runs, rare, List.of(""), null);
        day("user, frequent", runs, i -> field("createdBySubjectSlug", Operator.EQUAL, "user0@example.com"));
        day("user, any", runs, i -> field("createdBySubjectSlug", Operator.EQUAL, "user" + i % 200 + "@example.com"));
        day("user, nobody", runs, i -> field("createdBySubjectSlug", Operator.EQUAL, "nobody" + i));
        day("model, frequent", runs, i -> attribute("tfy.model.name", "vendor/model-0"));
        day("model, any", runs, i -> attribute("tfy.model.name", "vendor/model-" + i % 30));
        day("model, none", runs, i -> attribute("tfy.model.name", "vendor/none-" + i));
        day("metadata, frequent", runs, i -> label("env", "prod"));
        day("metadata, rare", runs, i -> label("order", String.valueOf(i * 37)));
        day("metadata, none", runs, i -> label("order", "x" + i));
        day("attribute without a column, rare", runs, i -> attribute("gen_ai.response.id", "chatcmpl-" + i * 37));
        day("duration > 1 s", runs, i -> field("durationInMs", Operator.GREATER_THAN, 1_000L));
        day("duration > 30 s", runs, i -> field("durationInMs", Operator.GREATER_THAN, 30_000L));
        day("duration > 10 min", runs, i -> field("durationInMs", Operator.GREATER_THAN, 600_000L));
        day("failed", runs, i -> field("spanStatusCode", Operator.EQUAL, "ERROR"));
        time("trace id", runs, i -> query(null, null, List.of(), List.of(TestSpans.traceId(i * 37))), all);
        say(
                "meanwhile %,.0f spans/s arrived; the slowest of their messages took %d ms",
                arrived.get() / (micros(began) / 1e6), slowest.get() / 1_000_000);
        writer.shutdownNow();
        writer.awaitTermination(5, TimeUnit.SECONDS);
    }

    private void write(int traces) {
        long begin = System.nanoTime();
        ExportTraceServiceRequest.Builder message = ExportTraceServiceRequest.newBuilder();
        for (int i = 0; i < traces; i++) {
            message.mergeFrom(trace(Instant.now()));
        }
        arrived.addAndGet(store.save(message.build()));
        slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }

    private void newest(String what, int runs, Viewer viewer, List<String> parents, @Nullable Filter filter) {
        time(what, runs, i -> query(null, filter, parents, List.of()), viewer);
    }

    private void day(String what, int runs, IntFunction<Filter> filter) {
        time(
                what,
                runs,
                i -> query(newest.minus(Duration.ofDays(i % DAYS)), filter.apply(i), List.of(""), List.of()),
                Viewer.OF_ALL);
    }

    private void time(String what, int runs, IntFunction<SpanQuery> query, Viewer viewer) {
        double[] millis = new double[runs];
        int found = 0;
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            found = Math.max(
                    found,
                    search.find(query.apply(i), viewer, "x", null, PAGE).spans().size());
            millis[i] = micros(begin) / 1_000;
        }
        double first = millis[0];
        Arrays.sort(millis);
        say(
                "%-45s p50 %6.1f  p95 %6.1f  max %6.1f ms  (first %.1f; %d found at most)",
                what, millis[runs / 2], millis[runs * 95 / 100], millis[runs - 1], first, found);
    }

    /** @param until the end of a day; null for all times */
    private static SpanQuery query(
            @Nullable Instant until, @Nullable Filter filter, List<String> parents, List<String> traces) {
        return new SpanQuery(
                until == null ? null : until.minus(Duration.ofDays(1)),
                until,
                null,
                false,
                traces,
                List.of(),
                parents,
                List.of(),
                List.of(),
                List.of(),
                false,
                filter == null ? List.of() : List.of(filter));
    }

    private static Filter field(String name, Operator operator, Object value) {
        return new Filter(Filter.Subject.FIELD, name, operator, List.of(value));
    }

    private static Filter attribute(String name, Object value) {
        return new Filter(Filter.Subject.ATTRIBUTE, name, Operator.EQUAL, List.of(value));
    }

    private static Filter label(String name, Object value) {
        return new Filter(Filter.Subject.METADATA, name, Operator.EQUAL, List.of(value));
    }

    private String sizes() throws SQLException {
        StringBuilder sizes = new StringBuilder();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT relname, pg_size_pretty(pg_total_relation_size(oid))"
                        + " FROM pg_class WHERE relname IN ('span', 'span_part', 'span_tags', 'span_newest',"
                        + " 'span_duration', 'span_of_subject') UNION ALL SELECT 'spans', COUNT(*)::text FROM span")) {
            while (row.next()) {
                sizes.append(row.getString(1))
                        .append(' ')
                        .append(row.getString(2))
                        .append("  ");
            }
        }
        return sizes.toString();
    }

    private void execute(String sql) throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        say("%6.1f s  %.60s", micros(begin) / 1e6, sql);
    }

    private static double micros(long begin) {
        return (System.nanoTime() - begin) / 1e3;
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
