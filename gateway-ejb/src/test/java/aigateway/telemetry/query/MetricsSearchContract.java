package aigateway.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.Operation;
import aigateway.store.TestDatabase;
import aigateway.telemetry.Figures;
import aigateway.telemetry.Operator;
import aigateway.telemetry.Overview;
import aigateway.telemetry.SpanStore;
import aigateway.telemetry.TestSpans;
import aigateway.telemetry.TestStore;
import aigateway.telemetry.Viewer;
import aigateway.telemetry.query.MetricsQuery.Aggregation;
import aigateway.telemetry.query.MetricsQuery.Source;
import aigateway.telemetry.query.MetricsQuery.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests add up to, on whichever database. */
abstract class MetricsSearchContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final MetricsSearch search = new MetricsSearch();
    private SpanStore store;

    /** An empty one. */
    abstract TestDatabase database();

    @BeforeEach
    void tell() {
        search.dataSource = database().dataSource();
        store = TestStore.on(database());
        for (int i = 0; i < 100; i++) {
            store.save(TestSpans.chat(i, NOON.plusSeconds(i))
                    .text("tfy.model.name", i % 4 == 0 ? "mistral/large" : "openai-main/gpt-4o")
                    .text("tfy.request.metadata", "{\"env\":\"" + (i < 30 ? "prod" : "test") + "\"}")
                    .lasting(Duration.ofMillis(i + 1))
                    .message());
        }
        store.save(TestSpans.chat(500, NOON.plusSeconds(5))
                .subject("virtualaccount", "shop", List.of("sales", "ml"))
                .failed("rate_limit_exceeded", "no")
                .message());
        // No request of the gateway's.
        store.save(TestSpans.chat(501, NOON).text("tfy.span_type", "other").message());
    }

    @Test
    void everyAggregationAddsUp() {
        List<Aggregation> all = new ArrayList<>();
        for (Type type : Type.values()) {
            all.add(new Aggregation(type, "latencyMs"));
        }
        all.add(new Aggregation(Type.SUM, "inputTokens"));
        all.add(new Aggregation(Type.AVG, "costInUSD"));
        all.add(new Aggregation(Type.COUNT, "errorType"));
        all.add(new Aggregation(Type.P50, "timeToFirstTokenMs"));
        List<MetricsPoint> points = find(null, all, List.of(), Viewer.OF_ALL, label("env", "prod"));
        assertThat(points).hasSize(1);
        assertThat(points.get(0).total()).isEqualTo(30);
        assertThat(points.get(0).start()).isNull();
        assertThat(points.get(0).values())
                .containsExactly(465.0, 30.0, 15.5, 15.5, 27.1, 29.71, 360.0, 0.000123, 0.0, 40.5);
    }

    /** Whoever asks by the API reads the figures that the console shows, although each adds up in a way of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"", "userEmail", "virtualaccount", "team", "metadata.env"})
    void overviewSaysTheSame(String group) {
        Instant from = NOON.plusSeconds(1);
        Instant until = NOON.plusSeconds(201);
        Overview overview = TestStore.queries(database()).overview(from, until, 20, Viewer.OF_ALL, "env");
        Map<String, Figures> shown =
                switch (group) {
                    case "userEmail" -> byName(overview.users());
                    case "virtualaccount" -> byName(overview.virtualAccounts());
                    case "team" -> byName(overview.teams());
                    case "metadata.env" -> byName(overview.labels());
                    default -> Map.of("", overview.total());
                };
        List<Aggregation> asked = new ArrayList<>();
        for (String column : List.of("inputTokens", "outputTokens", "costInUSD")) {
            asked.add(new Aggregation(Type.SUM, column));
        }
        for (String column : List.of("latencyMs", "timeToFirstTokenMs")) {
            for (Type type : List.of(Type.P50, Type.P90, Type.P99)) {
                asked.add(new Aggregation(type, column));
            }
        }

        List<String> groups = group.isEmpty() ? List.of() : List.of(group);
        List<MetricsPoint> points = search
                .find(
                        new MetricsQuery(from, until, Source.ROUTING_METRICS, null, asked, groups, List.of()),
                        Viewer.OF_ALL)
                .stream()
                .filter(point -> point.groups().stream().allMatch(Objects::nonNull))
                .toList();

        assertThat(points).hasSameSizeAs(shown.keySet()).allSatisfy(point -> {
            Figures figures = Objects.requireNonNull(shown.get(String.join("", point.groups())));
            assertThat(point.total()).isEqualTo(figures.requests());
            assertThat(point.values())
                    .containsExactly(
                            (double) figures.inputTokens(),
                            (double) figures.outputTokens(),
                            Objects.requireNonNull(figures.cost()).doubleValue(),
                            figures.latencyP50(),
                            figures.latencyP90(),
                            figures.latencyP99(),
                            figures.timeToFirstTokenP50(),
                            figures.timeToFirstTokenP90(),
                            figures.timeToFirstTokenP99());
        });
    }

    private static Map<String, Figures> byName(List<Overview.Leader> leaders) {
        return leaders.stream().collect(Collectors.toMap(Overview.Leader::name, Overview.Leader::figures));
    }

    @Test
    void groupsAreToldApart() {
        List<Aggregation> tokens = List.of(new Aggregation(Type.SUM, "outputTokens"));
        List<MetricsPoint> models = find(null, tokens, List.of("modelName", "metadata.env"), Viewer.OF_ALL);
        assertThat(models)
                .extracting(point -> point.groups() + "=" + point.total() + "/" + point.values())
                .containsExactly(
                        "[openai-main/gpt-4o, test]=53/[371.0]",
                        "[openai-main/gpt-4o, prod]=22/[154.0]",
                        "[mistral/large, test]=17/[119.0]",
                        "[mistral/large, prod]=8/[56.0]",
                        "[null, null]=1/[7.0]");
        assertThat(find(null, tokens, List.of("team"), Viewer.OF_ALL))
                .extracting(point -> point.groups() + "=" + point.total())
                .containsExactly("[ml]=101", "[sales]=1");
        assertThat(find(null, tokens, List.of("userEmail", "virtualaccount", "errorType"), Viewer.OF_ALL))
                .extracting(point -> point.groups() + "=" + point.total())
                .containsExactly("[ann@example.com, null, null]=100", "[null, shop, rate_limit_exceeded]=1");
        assertThat(find(null, tokens, List.of("virtualModelName"), Viewer.OF_ALL))
                .extracting(point -> point.groups() + "=" + point.total())
                .containsExactly("[null]=75", "[openai-main/gpt-4o]=26");
    }

    @Test
    void aSeriesHasItsEmptySteps() {
        List<MetricsPoint> series = find(Duration.ofSeconds(10), List.of(), List.of(), Viewer.OF_ALL);
        assertThat(series).hasSize(20);
        assertThat(series.get(0).total()).isEqualTo(11);
        assertThat(series.get(9).start()).isEqualTo(NOON.plusSeconds(90));
        assertThat(series.get(9).total()).isEqualTo(10);
        assertThat(series.get(10).total()).isZero();
        assertThat(find(Duration.ofSeconds(50), List.of(), List.of("modelName"), Viewer.OF_ALL))
                .extracting(point -> point.start() + " " + point.groups() + "=" + point.total())
                .containsExactly(
                        NOON + " [openai-main/gpt-4o]=37",
                        NOON + " [mistral/large]=13",
                        NOON + " [null]=1",
                        NOON.plusSeconds(50) + " [openai-main/gpt-4o]=38",
                        NOON.plusSeconds(50) + " [mistral/large]=12");
        assertThatThrownBy(() -> find(Duration.ofMillis(1), List.of(), List.of(), Viewer.OF_ALL))
                .isInstanceOf(TooManyPointsException.class);
    }

    @Test
    void unknownPriceIsNoPriceOfZero() {
        store.save(TestSpans.chat(600, NOON.plusSeconds(150))
                .unpriced()
                .text("tfy.model.name", "own/unpriced")
                .message());
        store.save(TestSpans.chat(601, NOON.plusSeconds(150))
                .text("tfy.model.name", "own/free")
                .number("tfy.model.metric.cost_in_usd", 0.0)
                .message());
        List<Aggregation> cost =
                List.of(new Aggregation(Type.SUM, "costInUSD"), new Aggregation(Type.COUNT, "costInUSD"));

        assertThat(find(null, cost, List.of("modelName"), Viewer.OF_ALL))
                .extracting(point -> point.groups() + "=" + point.values())
                .contains("[own/unpriced]=[null, 0.0]", "[own/free]=[0.0, 1.0]");
        assertThat(find(Duration.ofSeconds(10), cost, List.of(), Viewer.OF_ALL)
                        .get(19)
                        .values())
                .as("nobody asked, so nothing was spent")
                .containsExactly(0.0, 0.0);
    }

    @Test
    void everyoneAddsUpTheirOwn() {
        Viewer shop = new Viewer("virtualaccount", "shop", Set.of());
        assertThat(find(null, List.of(), List.of(), shop).get(0).total()).isEqualTo(1);
        assertThat(find(null, List.of(), List.of(), new Viewer("user", "eve", Set.of("ml")))
                        .get(0)
                        .total())
                .isEqualTo(101);
        assertThat(find(null, List.of(), List.of(), new Viewer("user", "eve", Set.of()))
                        .get(0)
                        .total())
                .isZero();
    }

    /** Files, batches, jobs and responses that are kept are where their account is. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FILES", "BATCHES", "FINE_TUNING", "STORED_RESPONSE", "PROXY"})
    void everyKindOfRequestThatIsRoutedCounts(Operation operation) {
        store.save(TestSpans.chat(900 + operation.ordinal(), NOON)
                .text("tfy.span_type", operation.spanType())
                .text("tfy.request.metadata", "{\"test\":\"" + operation + "\"}")
                .message());

        assertThat(find(null, List.of(), List.of(), Viewer.OF_ALL, label("test", operation.name())))
                .extracting(MetricsPoint::total)
                .containsExactly(1L);
    }

    /** Each request has one Model span below it. */
    @Test
    void eachSourceCountsItsOwnSpans() {
        Instant later = NOON.plusSeconds(1_000);
        List<String> types = List.of("MCP", "Guardrail", "Cache", "AgentResponse", "Embedding");
        for (int i = 0; i < types.size(); i++) {
            for (int times = 0; times <= i; times++) {
                store.save(TestSpans.chat(700 + 10 * i + times, later)
                        .text("tfy.span_type", types.get(i))
                        .message());
            }
        }
        Map<Source, Long> counted = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            MetricsQuery query =
                    new MetricsQuery(later, later.plusSeconds(1), source, null, List.of(), List.of(), List.of());
            counted.put(source, search.find(query, Viewer.OF_ALL).get(0).total());
        }

        assertThat(counted)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Source.MCP_METRICS, 1L,
                        Source.GUARDRAIL_METRICS, 2L,
                        Source.CACHE_METRICS, 3L,
                        Source.AGENT_METRICS, 4L,
                        Source.ROUTING_METRICS, 5L,
                        Source.MODEL_METRICS, 15L));
    }

    private List<MetricsPoint> find(
            @Nullable Duration interval,
            List<Aggregation> aggregations,
            List<String> groups,
            Viewer viewer,
            MetricsQuery.Filter... filters) {
        return search.find(
                new MetricsQuery(
                        NOON,
                        NOON.plusSeconds(200),
                        Source.ROUTING_METRICS,
                        interval,
                        aggregations,
                        groups,
                        List.of(filters)),
                viewer);
    }

    private static MetricsQuery.Filter label(String name, String value) {
        return new MetricsQuery.Filter("metadata." + name, Operator.EQUAL, List.of(value));
    }
}
