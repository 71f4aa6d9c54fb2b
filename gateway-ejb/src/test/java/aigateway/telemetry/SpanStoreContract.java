package aigateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import aigateway.store.TestDatabase;
import aigateway.telemetry.Overview.Leader;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store of spans does, on whichever database. */
abstract class SpanStoreContract {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Viewer ANN = new Viewer("user", "ann@example.com", Set.of("ml"));

    final SpanStore store = new SpanStore();
    final SpanQueries queries = new SpanQueries();

    abstract TestDatabase database();

    @BeforeEach
    void connect() {
        store.dataSource = database().dataSource();
        queries.dataSource = store.dataSource;
    }

    @Test
    void traceComesBackWhole() {
        store.save(TestSpans.chat(1, NOON).message());

        Trace trace = queries.trace(TestSpans.traceId(1), Viewer.OF_ALL).orElseThrow();
        assertThat(trace.spans()).extracting(span -> span.row().name()).containsExactly("chatCompletions", "Model");
        SpanRow root = trace.root().row();
        assertThat(root.entry()).isTrue();
        assertThat(root.parentId()).isNull();
        assertThat(root.start()).isEqualTo(NOON);
        assertThat(root.duration()).isEqualTo(Duration.ofMillis(120));
        assertThat(root.kind()).isEqualTo("SERVER");
        assertThat(root.spanType()).isEqualTo("ChatCompletion");
        assertThat(root.service()).isEqualTo("tfy-llm-gateway");
        assertThat(root.subjectType()).isEqualTo("user");
        assertThat(root.subjectSlug()).isEqualTo("ann@example.com");
        assertThat(root.model()).isEqualTo("openai-main/gpt-4o");
        assertThat(root.inputTokens()).isEqualTo(12);
        assertThat(root.cost()).isEqualByComparingTo("0.000123");
        assertThat(root.timeToFirstTokenMillis()).isEqualTo(40.5);
        assertThat(root.streaming()).isTrue();
        assertThat(root.httpStatus()).isEqualTo(200);
        assertThat(trace.root().attributes())
                .containsEntry("applied_budget_rule_ids", List.of("monthly"))
                .containsEntry("tfy.model.metric.input_tokens", 12L)
                .containsEntry("gen_ai.prompt.0.role", "user")
                .containsEntry("gen_ai.completion.0.content", "Hello!");
        assertThat(trace.root().events()).extracting(SpanEvent::name).containsExactly("noted", "gen_ai.user.message");
        assertThat(trace.conversation().output().get(0).text()).isEqualTo("Hello!");
        assertThat(trace.spans().get(1).row().entry()).isFalse();
    }

    @Test
    void spanThatComesTwiceIsKeptOnce() {
        ExportTraceServiceRequest message = TestSpans.chat(1, NOON).message();
        store.save(message);
        store.save(message);
        assertThat(requests()).isEqualTo(1);
        assertThat(queries.trace(TestSpans.traceId(1), Viewer.OF_ALL)
                        .orElseThrow()
                        .spans())
                .hasSize(2);
    }

    @Test
    void everyoneSeesTheirOwnAndTheirTeams() {
        store.save(TestSpans.chat(1, NOON).message());
        store.save(TestSpans.chat(2, NOON)
                .subject("user", "bob@example.com", List.of("ml", "ops"))
                .message());
        store.save(TestSpans.chat(3, NOON)
                .subject("user", "eve@example.com", List.of("mlx"))
                .message());
        store.save(TestSpans.chat(4, NOON)
                .subject("virtualaccount", "ann@example.com", List.of())
                .message());
        assertThat(queries.trace(TestSpans.traceId(1), ANN)).isPresent();
        assertThat(queries.trace(TestSpans.traceId(2), ANN)).isPresent();
        assertThat(queries.trace(TestSpans.traceId(3), ANN)).isEmpty();
        assertThat(queries.trace(TestSpans.traceId(4), ANN)).isEmpty();
        assertThat(queries.overview(NOON, NOON.plusSeconds(60), 6, ANN).total().requests())
                .isEqualTo(2);
    }

    @Test
    void stepsBelongToTheCallerOfTheirRequestAndNotToWhoeverSharesTheTrace() {
        store.save(TestSpans.chat(1, NOON).message());
        // Eve sends Ann's traceparent.
        ExportTraceServiceRequest eve = TestSpans.chat(1, NOON)
                .subject("user", "eve@example.com", List.of())
                .ids(77)
                .message();
        store.save(eve);
        Trace seen = queries.trace(TestSpans.traceId(1), new Viewer("user", "eve@example.com", Set.of()))
                .orElseThrow();
        assertThat(seen.spans()).hasSize(2).allMatch(span -> "eve@example.com"
                .equals(span.row().subjectSlug()));
        assertThat(queries.trace(TestSpans.traceId(1), Viewer.OF_ALL)
                        .orElseThrow()
                        .spans())
                .hasSize(4);
    }

    @Test
    void overviewAddsUp() {
        for (int i = 0; i < 100; i++) {
            TestSpans.Chat chat = TestSpans.chat(i, NOON.plusSeconds(i)).lasting(Duration.ofMillis(i + 1));
            store.save((i % 10 == 0 ? chat.failed("upstream_error", "broken") : chat).message());
        }
        store.save(TestSpans.chat(500, NOON.plusSeconds(30))
                .subject("virtualaccount", "shop", List.of("sales", "ml"))
                .message());

        Overview overview = queries.overview(NOON, NOON.plusSeconds(200), 20, Viewer.OF_ALL);
        Figures total = overview.total();
        assertThat(total.requests()).isEqualTo(101);
        assertThat(total.errors()).isEqualTo(10);
        assertThat(total.tokens()).isEqualTo(101 * 19);
        assertThat(total.cost()).isEqualByComparingTo(new BigDecimal("0.000123").multiply(BigDecimal.valueOf(101)));
        assertThat(total.latencyP50()).isCloseTo(51, within(1.0));
        assertThat(total.latencyP99()).isCloseTo(100, within(1.0));
        assertThat(total.timeToFirstTokenP50()).isEqualTo(40.5);
        assertThat(overview.step()).isEqualTo(Duration.ofSeconds(10));
        assertThat(overview.series()).hasSize(20);
        assertThat(overview.series().get(3).figures().requests()).isEqualTo(11);
        assertThat(overview.series().get(3).start()).isEqualTo(NOON.plusSeconds(30));
        assertThat(overview.series().get(15).figures()).isEqualTo(Figures.NONE);
        assertThat(overview.users()).extracting(Leader::name).containsExactly("ann@example.com");
        assertThat(overview.virtualAccounts()).extracting(Leader::name).containsExactly("shop");
        assertThat(overview.teams()).extracting(Leader::name).containsExactly("ml", "sales");
        assertThat(overview.teams()).extracting(Leader::requests).containsExactly(101L, 1L);
        assertThat(overview.models()).extracting(Leader::name).containsExactly("openai-main/gpt-4o");
        assertThat(overview.errors()).extracting(Leader::name).containsExactly("upstream_error");
        Figures ofModel = overview.models().get(0).figures();
        assertThat(ofModel.latencyP90()).isEqualTo(total.latencyP90());
        assertThat(ofModel.timeToFirstTokenP90()).isEqualTo(40.5);
        assertThat(overview.virtualAccounts().get(0).figures().latencyP99())
                .as("of its one request")
                .isEqualTo(overview.virtualAccounts().get(0).figures().latencyP50());
        assertThat(overview.labels()).isEmpty();
        assertThat(overview.labelNames()).isEmpty();
    }

    @Test
    void overviewTellsTheValuesOfALabelApart() {
        String metadata = "tfy.request.metadata";
        store.save(TestSpans.chat(1, NOON)
                .lasting(Duration.ofMillis(10))
                .text(metadata, "{\"env\":\"prod\",\"n\":1}")
                .message());
        store.save(TestSpans.chat(2, NOON)
                .lasting(Duration.ofMillis(30))
                .text(metadata, "{\"env\":\"prod\",\"tier\":{}}")
                .message());
        store.save(TestSpans.chat(3, NOON)
                .lasting(Duration.ofMillis(90))
                .text(metadata, "{\"env\":\"dev\"}")
                .message());
        store.save(TestSpans.chat(4, NOON).message());

        Overview byEnv = queries.overview(NOON, NOON.plusSeconds(60), 1, Viewer.OF_ALL, "env");

        assertThat(byEnv.labels())
                .extracting(Leader::name, Leader::requests, leader -> leader.figures()
                        .latencyP50())
                .containsExactly(tuple("prod", 2L, 20.0), tuple("dev", 1L, 90.0));
        assertThat(byEnv.labelNames()).containsExactly("env", "n");
        assertThat(queries.overview(NOON, NOON.plusSeconds(60), 1, Viewer.OF_ALL, "")
                        .labels())
                .isEmpty();
    }

    @Test
    void unknownPriceIsNoPriceOfZero() {
        String model = "tfy.request.model_name";
        store.save(TestSpans.chat(1, NOON).text(model, "priced").message());
        store.save(TestSpans.chat(2, NOON).text(model, "unpriced").unpriced().message());
        store.save(TestSpans.chat(3, NOON)
                .text(model, "free")
                .number("tfy.model.metric.cost_in_usd", 0.0)
                .message());
        store.save(TestSpans.chat(4, NOON)
                .text(model, "refused")
                .unpriced()
                .number("tfy.model.metric.input_tokens", 0L)
                .number("tfy.model.metric.output_tokens", 0L)
                .failed("rate_limit_exceeded", "no")
                .message());

        Overview overview = queries.overview(NOON, NOON.plusSeconds(60), 1, Viewer.OF_ALL);
        assertThat(overview.models())
                .extracting(
                        Leader::name,
                        leader -> leader.figures().cost() == null
                                ? null
                                : leader.figures().cost().stripTrailingZeros().toPlainString(),
                        leader -> leader.figures().unpriced())
                .containsExactly(
                        tuple("free", "0", 0L),
                        tuple("priced", "0.000123", 0L),
                        tuple("refused", null, 0L),
                        tuple("unpriced", null, 1L));
        assertThat(overview.total().cost()).isEqualByComparingTo("0.000123");
        assertThat(overview.total().unpriced()).isEqualTo(1);
        assertThat(overview.series().get(0).figures().unpriced()).isEqualTo(1);
    }

    @Test
    void failuresOfAModelAreToldApartByTheirType() {
        List<String> types = List.of("upstream_error", "rate_limit_exceeded", "rate_limit_exceeded");
        for (int i = 0; i < types.size(); i++) {
            store.save(TestSpans.chat(i, NOON).failed(types.get(i), "no").message());
        }
        store.save(TestSpans.chat(9, NOON).message());

        Leader model = queries.overview(NOON, NOON.plusSeconds(60), 1, Viewer.OF_ALL)
                .models()
                .get(0);
        assertThat(model.figures().errors()).isEqualTo(3);
        assertThat(model.errorTypes()).isEqualTo(Map.of("upstream_error", 1L, "rate_limit_exceeded", 2L));
        assertThat(model.errorsOf("upstream_error"::equals)).isEqualTo(1);
    }

    @Test
    void spansOfApplicationsAreReadByTheirOwnNames() {
        ExportTraceServiceRequest.Builder message = ExportTraceServiceRequest.newBuilder();
        Span span = TestSpans.chat(1, NOON)
                .message()
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
        Span.Builder told = Span.newBuilder(span).clearAttributes().clearEvents();
        attribute(told, "gen_ai.request.model", "gpt-4o");
        attribute(told, "gen_ai.response.model", "gpt-4o-2024");
        attribute(told, "gen_ai.prompt.0.content", "Tell me a joke");
        attribute(told, "gen_ai.prompt.999999999.content", "x");
        told.addAttributesBuilder()
                .setKey("gen_ai.usage.prompt_tokens")
                .getValueBuilder()
                .setIntValue(12);
        told.addAttributesBuilder()
                .setKey("gen_ai.usage.completion_tokens")
                .getValueBuilder()
                .setIntValue(7);
        message.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(told);
        store.save(message.build());

        SpanView root =
                queries.trace(TestSpans.traceId(1), Viewer.OF_ALL).orElseThrow().root();
        assertThat(root.row().model()).isEqualTo("gpt-4o");
        assertThat(root.row().answeredBy()).isEqualTo("gpt-4o-2024");
        assertThat(root.row().inputTokens()).isEqualTo(12);
        assertThat(root.row().outputTokens()).isEqualTo(7);
        assertThat(root.row().shortInput()).isEqualTo("Tell me a joke");
        assertThat(root.row().spanType()).isNull();
        assertThat(root.attributes()).hasSize(6);
        assertThat(queries.overview(NOON, NOON.plusSeconds(60), 1, Viewer.OF_ALL)
                        .total()
                        .requests())
                .as("no request of the gateway's")
                .isZero();
    }

    private static void attribute(Span.Builder span, String name, String value) {
        span.addAttributesBuilder().setKey(name).getValueBuilder().setStringValue(value);
    }

    @Test
    void emptyTimeHasFiguresToo() {
        Overview overview = queries.overview(NOON, NOON.plusSeconds(60), 6, Viewer.OF_ALL);
        assertThat(overview.total()).isEqualTo(Figures.NONE);
        assertThat(overview.series()).hasSize(6);
    }

    @Test
    void hostileSpanIsCutAndKept() {
        Map<String, String> many = new java.util.HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("key" + i, "v".repeat(200));
        }
        TestSpans.Chat chat =
                TestSpans.chat(1, NOON).named("n".repeat(5_000) + "😀").text("nul", "a\0b");
        many.forEach(chat::text);
        chat.text("tfy.request.model_name", "m\0" + "m".repeat(1_000))
                .text("large", "\u0001".repeat(2_000_000))
                .number("tfy.model.metric.cost_in_usd", Double.POSITIVE_INFINITY);
        Span.Builder wrong =
                Span.newBuilder().setName("wrong").setTraceId(com.google.protobuf.ByteString.copyFromUtf8("x"));
        ExportTraceServiceRequest.Builder message = chat.message().toBuilder();
        message.getResourceSpansBuilder(0).getScopeSpansBuilder(0).addSpans(wrong);

        assertThat(store.save(message.build())).isEqualTo(2);
        SpanView root =
                queries.trace(TestSpans.traceId(1), Viewer.OF_ALL).orElseThrow().root();
        assertThat(root.row().name()).hasSize(512);
        assertThat(root.row().cost()).isNull();
        assertThat(root.attributes()).hasSizeBetween(900, 1_100);
    }

    @Test
    void traceThatIsTooLargeForOnePieceComesBackWhole() {
        ExportTraceServiceRequest.Builder message = TestSpans.chat(1, NOON).message().toBuilder();
        String large = "x".repeat(400_000);
        for (int i = 0; i < 5; i++) {
            Span more = TestSpans.chat(1, NOON)
                    .ids(100 + 2 * i)
                    .text("large", large + i)
                    .message()
                    .getResourceSpans(0)
                    .getScopeSpans(0)
                    .getSpans(0);
            message.getResourceSpansBuilder(0).getScopeSpansBuilder(0).addSpans(more);
        }
        store.save(message.build());

        Trace trace = queries.trace(TestSpans.traceId(1), Viewer.OF_ALL).orElseThrow();
        assertThat(trace.spans()).hasSize(7);
        assertThat(trace.spans().stream().map(span -> span.text("large")).filter(text -> !text.isEmpty()))
                .containsExactlyInAnyOrder(large + 0, large + 1, large + 2, large + 3, large + 4);
        assertThat(pieces()).isGreaterThan(1);
    }

    @Test
    void batchThatComesAgainWithMoreLosesNothing() {
        ExportTraceServiceRequest first = TestSpans.chat(1, NOON).message();
        ExportTraceServiceRequest.Builder more = first.toBuilder();
        more.getResourceSpansBuilder(0)
                .getScopeSpansBuilder(0)
                .addSpans(TestSpans.chat(1, NOON)
                        .ids(50)
                        .text("late", "yes")
                        .message()
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0));
        store.save(first);
        store.save(more.build());
        store.save(more.build());

        Trace trace = queries.trace(TestSpans.traceId(1), Viewer.OF_ALL).orElseThrow();
        assertThat(trace.spans()).hasSize(3);
        assertThat(trace.spans().stream().map(span -> span.text("late"))).containsOnlyOnce("yes");
        assertThat(pieces()).isEqualTo(2);
    }

    private long pieces() {
        return queries.query("SELECT COUNT(*) FROM span_part", new Conditions(), row -> row.getLong(1))
                .get(0);
    }

    @Test
    void oldSpansGoInSmallSteps() {
        for (int i = 0; i < 30; i++) {
            store.save(TestSpans.chat(i, NOON.minus(Duration.ofDays(i))).message());
        }
        Retention retention = new Retention(store.dataSource, InstantSource.fixed(NOON), 7);
        Periods tenDays = new Periods(Duration.ofDays(10), Map.of());
        assertThat(retention.prune(tenDays)).isEqualTo(2 * 19);
        assertThat(retention.prune(tenDays)).isZero();
        assertThat(requests()).isEqualTo(11);
        assertThat(queries.trace(TestSpans.traceId(11), Viewer.OF_ALL)).isEmpty();
        assertThat(pieces()).isEqualTo(11);
    }

    @Test
    void eachProjectKeepsItsSpansForItsOwnTime() {
        String brief = "default:tracing-project:brief";
        String archive = "default:tracing-project:archive";
        for (int i = 0; i < 30; i++) {
            Instant start = NOON.minus(Duration.ofDays(i)).minusSeconds(1);
            store.save(TestSpans.chat(i, start).message());
            store.save(inProject(brief, 100 + i, start));
            store.save(inProject(archive, 200 + i, start));
            // One trace in two projects: what the application said of it goes earlier.
            store.save(inProject(brief, i, start));
        }
        Periods periods =
                new Periods(Duration.ofDays(10), Map.of(brief, Duration.ofDays(2), archive, Duration.ofDays(20)));
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        Retention retention = new Retention(store.dataSource, now::get, 7);

        assertThat(retention.prune(periods)).isEqualTo(2 * (20 + 28 + 10 + 28));

        assertThat(kept(brief)).isEqualTo(2 * (2 + 2));
        assertThat(kept("default:tracing-project:default")).isEqualTo(2 * 10);
        assertThat(kept(archive)).isEqualTo(2 * 20);
        assertThat(pieces()).isEqualTo(10 + 2 + 20 + 2);
        assertThat(queries.trace(TestSpans.traceId(5), Viewer.OF_ALL)
                        .orElseThrow()
                        .root()
                        .attributes())
                .as("its content is there, and nothing of the project that let go")
                .containsKey("tfy.input");

        now.set(NOON.plus(Duration.ofHours(20)));
        assertThat(retention.prune(periods))
                .as("a round in between looks at what has grown old since")
                .isZero();
        now.set(NOON.plus(Duration.ofDays(1)).minusMillis(500));
        assertThat(retention.prune(periods)).isEqualTo(2 * (1 + 2 + 1));
        store.save(inProject(brief, 999, NOON.minus(Duration.ofDays(9))));
        now.set(NOON.plus(Duration.ofDays(1)));
        assertThat(retention.prune(periods)).as("what came late, once a day").isEqualTo(2);
    }

    @Test
    void whoeverWritesDoesNotWaitForWhatIsLetGo() throws Exception {
        for (int i = 0; i < 300; i++) {
            store.save(TestSpans.chat(i, NOON.minus(Duration.ofDays(20))).message());
        }
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ExportTraceServiceRequest message =
                        TestSpans.chat(1_000 + i, NOON.plusSeconds(i)).message();
                written.add(writers.submit(() -> store.save(message)));
            }
            Retention retention = new Retention(store.dataSource, InstantSource.fixed(NOON), 50);
            assertThat(retention.prune(new Periods(Duration.ofDays(10), Map.of())))
                    .isEqualTo(600);
            for (Future<?> each : written) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(kept("default:tracing-project:default")).isEqualTo(400);
    }

    private static ExportTraceServiceRequest inProject(String project, int number, Instant start) {
        return TestSpans.chat(number, start)
                .text("tfy.tracing_project_fqn", project)
                .ids(number < 100 ? 50 : 1)
                .message();
    }

    private long kept(String project) {
        return queries.query(
                        "SELECT COUNT(*) FROM span WHERE project = ?",
                        new Conditions().and("project = ?", project),
                        row -> row.getLong(1))
                .get(0);
    }

    private long requests() {
        return queries.query("SELECT COUNT(*) FROM span WHERE entry = TRUE", new Conditions(), row -> row.getLong(1))
                .get(0);
    }
}
