package aigateway.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.store.TestDatabase;
import aigateway.telemetry.Operator;
import aigateway.telemetry.Page;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanStore;
import aigateway.telemetry.SpanView;
import aigateway.telemetry.TestSpans;
import aigateway.telemetry.TestStore;
import aigateway.telemetry.Viewer;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.SpanFlags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be asked of the spans, on whichever database. */
abstract class SpanSearchContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Viewer ANN = new Viewer("user", "ann@example.com", Set.of("ml"));
    private static final String DEFAULT = "default:tracing-project:default";

    private final SpanSearch search = new SpanSearch();
    private SpanStore store;

    abstract TestDatabase database();

    @BeforeEach
    void connect() {
        search.dataSource = database().dataSource();
        store = TestStore.on(database());
    }

    @Test
    void spansComeWithAllThereIsToThem() {
        store.save(TestSpans.chat(1, NOON).message());

        SpanPage page = find(query());

        assertThat(page.next()).isNull();
        assertThat(page.previous()).isNull();
        assertThat(page.spans()).extracting(span -> span.row().name()).containsExactly("Model", "chatCompletions");
        SpanView root = page.spans().get(1);
        assertThat(root.attributes())
                .containsEntry("tfy.span_type", "ChatCompletion")
                .containsEntry("gen_ai.prompt.0.role", "user")
                .containsEntry("applied_budget_rule_ids", List.of("monthly"));
        assertThat(root.events()).isNotEmpty();
    }

    @Test
    void stepsAreInTheProjectOfTheirRequest() {
        store.save(TestSpans.chat(1, NOON).message());
        store.save(TestSpans.chat(2, NOON)
                .text("tfy.tracing_project_fqn", "default:tracing-project:shop")
                .message());
        assertThat(find(inProject("default:tracing-project:shop", false)).spans())
                .hasSize(2)
                .allMatch(span -> span.row().traceId().equals(TestSpans.traceId(2)));
        assertThat(find(inProject(DEFAULT, true)).spans()).hasSize(2);
        assertThat(find(inProject("default:tracing-project:none", false)).spans())
                .isEmpty();
    }

    @Test
    void whatSomebodyWasGrantedIsSeenBesideTheirOwn() {
        String shop = "default:tracing-project:shop";
        store.save(TestSpans.chat(1, NOON).message());
        store.save(TestSpans.chat(2, NOON)
                .subject("virtualaccount", "bot", List.of())
                .text("tfy.tracing_project_fqn", shop)
                .message());
        store.save(TestSpans.chat(3, NOON)
                .subject("user", "bob@example.com", List.of("ops"))
                .text("tfy.request.metadata", "{\"env\":\"prod\"}")
                .message());
        Set<String> nobody = Set.of();
        assertThat(seen(new Viewer.Grant(Set.of(shop), nobody, Map.of()))).containsExactlyInAnyOrder(1, 2);
        assertThat(seen(new Viewer.Grant(nobody, Set.of("team:ops"), Map.of()))).containsExactlyInAnyOrder(1, 3);
        assertThat(seen(new Viewer.Grant(nobody, Set.of("team:everyone"), Map.of())))
                .containsExactlyInAnyOrder(1, 3);
        assertThat(seen(new Viewer.Grant(nobody, Set.of("virtualaccount:bot", "user:bob@example.com"), Map.of())))
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(seen(new Viewer.Grant(nobody, nobody, Map.of()))).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(seen(new Viewer.Grant(Set.of(shop), Set.of("team:ops"), Map.of())))
                .as("all parts of a grant must match")
                .containsExactly(1);
        assertThat(seen(new Viewer.Grant(nobody, Set.of("team:' OR 1=1 --"), Map.of())))
                .containsExactly(1);
    }

    private List<Integer> seen(Viewer.Grant grant) {
        Viewer ann = new Viewer("user", "ann@example.com", Set.of(), List.of(grant));
        return search.find(query(), ann, "ann", null, 100).spans().stream()
                .map(span -> Integer.parseInt(span.row().traceId(), 16))
                .distinct()
                .toList();
    }

    @Test
    void everyPartOfAQueryNarrowsIt() {
        store.save(TestSpans.chat(1, NOON).message());
        store.save(TestSpans.chat(2, NOON.plusSeconds(5))
                .subject("virtualaccount", "shop", List.of())
                .ids(11)
                .message());
        List<String> none = List.of();
        assertThat(traces(query(NOON, NOON.plusSeconds(5), none, none, none, none, none, none)))
                .containsExactly(1, 1);
        assertThat(traces(query(NOON.plusSeconds(1), null, none, none, none, none, none, none)))
                .containsExactly(2, 2);
        assertThat(traces(query(null, null, List.of(TestSpans.traceId(2)), none, none, none, none, none)))
                .containsExactly(2, 2);
        assertThat(traces(query(null, null, none, List.of("000000000000000b"), none, none, none, none)))
                .containsExactly(2);
        assertThat(traces(query(null, null, none, none, List.of(""), none, none, none)))
                .containsExactly(2, 1);
        assertThat(traces(query(null, null, none, none, List.of("", "0000000000000001"), none, none, none)))
                .containsExactly(2, 1, 1);
        assertThat(traces(query(null, null, none, none, none, List.of("virtualaccount"), none, none)))
                .containsExactly(2, 2);
        assertThat(traces(query(null, null, none, none, none, List.of("user", "virtualaccount"), none, none)))
                .hasSize(4);
        assertThat(traces(query(null, null, none, none, none, none, List.of("ann@example.com"), none)))
                .containsExactly(1, 1);
        assertThat(traces(query(null, null, none, none, none, none, none, List.of("tfy-llm-gateway", "x"))))
                .hasSize(4);
        assertThat(traces(query(null, null, none, none, none, none, none, List.of("x"))))
                .isEmpty();
    }

    @Test
    void everyOperatorSaysWhatItSays() {
        store.save(TestSpans.chat(1, NOON).lasting(Duration.ofMillis(100)).message());
        store.save(TestSpans.chat(2, NOON)
                .named("MCP request")
                .lasting(Duration.ofMillis(200))
                .text("tfy.request.metadata", "{\"env\":\"100%_\\\"prod\\\"\",\"team\":\"x\"}")
                .text("tfy.model.name", "openai-main/gpt-4o")
                .text("own.text", "Grüße' OR '1'='1")
                .number("own.number", 7L)
                .number("tfy.model.metric.input_tokens", 500L)
                .failed("rate_limit_exceeded", "Too many")
                .message());
        // The table decides.
        assertThat(found(field("spanName", Operator.STRING_CONTAINS, "MCP"))).containsExactly(2);
        assertThat(found(field("spanName", Operator.STRING_CONTAINS, "%"))).isEmpty();
        assertThat(found(field("spanName", Operator.STRING_NOT_CONTAINS, "MCP")))
                .containsExactly(1);
        assertThat(found(field("spanName", Operator.STRING_STARTS_WITH, "chat")))
                .containsExactly(1);
        assertThat(found(field("spanName", Operator.STRING_ENDS_WITH, "request")))
                .containsExactly(2);
        assertThat(found(field("spanName", Operator.STRING_NOT_STARTS_WITH, "chat")))
                .containsExactly(2);
        assertThat(found(field("spanName", Operator.STRING_NOT_ENDS_WITH, "request")))
                .containsExactly(1);
        assertThat(found(field("spanName", Operator.EQUAL, "MCP request"))).containsExactly(2);
        assertThat(found(field("spanName", Operator.EQUAL, "' OR '1'='1"))).isEmpty();
        assertThat(found(field("spanName", Operator.NOT_EQUAL, "MCP request"))).containsExactly(1);
        assertThat(found(field("spanName", Operator.IN, "a", "MCP request"))).containsExactly(2);
        assertThat(found(field("spanName", Operator.NOT_IN, "a", "MCP request")))
                .containsExactly(1);
        assertThat(found(field("spanName", Operator.GREATER_THAN, 5L))).isEmpty();
        assertThat(found(field("durationInMs", Operator.GREATER_THAN, 100L))).containsExactly(2);
        assertThat(found(field("durationInMs", Operator.GREATER_THAN_EQUAL, 100L)))
                .containsExactly(1, 2);
        assertThat(found(field("durationInNs", Operator.LESS_THAN, 200_000_000L)))
                .containsExactly(1);
        assertThat(found(field("durationInMs", Operator.LESS_THAN_EQUAL, 99.5))).isEmpty();
        assertThat(found(field("durationInMs", Operator.BETWEEN, 150L, 250L))).containsExactly(2);
        assertThat(found(field("durationInMs", Operator.EQUAL, 200L))).containsExactly(2);
        assertThat(found(field("spanStatusCode", Operator.EQUAL, "ERROR"))).containsExactly(2);
        assertThat(found(field("parentSpanId", Operator.EQUAL, ""))).containsExactly(1, 2);
        assertThat(found(field("createdBySubjectSlug", Operator.EQUAL, "ann@example.com")))
                .containsExactly(1, 2);
        assertThat(found(field("scopeName", Operator.PRESENT))).containsExactly(1, 2);
        assertThat(found(attribute("tfy.model.name", Operator.EQUAL, "openai-main/gpt-4o")))
                .containsExactly(2);
        assertThat(found(attribute("tfy.model.name", Operator.IS_NULL))).containsExactly(1);
        assertThat(found(attribute("tfy.model.name", Operator.PRESENT))).containsExactly(2);
        assertThat(found(attribute("tfy.model.name", Operator.NOT_EQUAL, "x"))).containsExactly(1, 2);
        assertThat(found(attribute("tfy.model.metric.input_tokens", Operator.GREATER_THAN, 499L)))
                .containsExactly(2);
        assertThat(found(attribute("error.type", Operator.ARRAY_HAS_ANY, "x", "rate_limit_exceeded")))
                .containsExactly(2);
        // The span itself decides.
        assertThat(found(attribute("own.text", Operator.EQUAL, "Grüße' OR '1'='1")))
                .containsExactly(2);
        assertThat(found(attribute("own.text", Operator.STRING_CONTAINS, "OR"))).containsExactly(2);
        assertThat(found(attribute("own.text", Operator.IS_NULL))).containsExactly(1);
        assertThat(found(attribute("own.number", Operator.EQUAL, 7L))).containsExactly(2);
        assertThat(found(attribute("own.number", Operator.EQUAL, "7"))).containsExactly(2);
        assertThat(found(attribute("own.number", Operator.BETWEEN, 1L, 7.5))).containsExactly(2);
        assertThat(found(attribute("applied_budget_rule_ids", Operator.ARRAY_HAS_ANY, "x", "monthly")))
                .containsExactly(1, 2);
        assertThat(found(attribute("applied_budget_rule_ids", Operator.ARRAY_HAS_NONE, "monthly")))
                .isEmpty();
        assertThat(found(attribute("tfy.model.streaming", Operator.EQUAL, true)))
                .containsExactly(1, 2);
        assertThat(found(attribute("tfy.model.metric.input_tokens", Operator.EQUAL, "500")))
                .containsExactly(2);
        assertThat(found(attribute("gen_ai.prompt.0.role", Operator.EQUAL, "user")))
                .containsExactly(1, 2);
        assertThat(found(field("environment", Operator.EQUAL, "prod"))).isEmpty();
        // Labels.
        assertThat(found(label("env", Operator.EQUAL, "100%_\"prod\""))).containsExactly(2);
        assertThat(found(label("env", Operator.EQUAL, "100"))).isEmpty();
        assertThat(found(label("nv", Operator.EQUAL, "100%_\"prod\""))).isEmpty();
        assertThat(found(label("env", Operator.IN, "x", "100%_\"prod\""))).containsExactly(2);
        assertThat(found(label("env", Operator.NOT_EQUAL, "100%_\"prod\""))).containsExactly(1);
        assertThat(found(label("env", Operator.PRESENT))).containsExactly(2);
        assertThat(found(label("env", Operator.IS_NULL))).containsExactly(1);
        assertThat(found(label("env", Operator.STRING_ENDS_WITH, "prod\""))).containsExactly(2);
        assertThat(found(label("env", Operator.STRING_CONTAINS, "x"))).isEmpty();
        // All must hold.
        assertThat(found(
                        field("spanName", Operator.STRING_CONTAINS, "MCP"),
                        attribute("own.number", Operator.LESS_THAN, 8L),
                        label("team", Operator.EQUAL, "x")))
                .containsExactly(2);
        assertThat(found(
                        field("spanName", Operator.STRING_CONTAINS, "MCP"),
                        attribute("own.number", Operator.LESS_THAN, 7L)))
                .isEmpty();
    }

    @Test
    void whateverAValueIsItIsFoundByIt() {
        String longText = "x".repeat(5_000);
        store.save(TestSpans.chat(1, NOON)
                .text("a.text", "5.0")
                .number("a.whole", 5L)
                .number("a.double", 5.0)
                .number("a.fraction", 0.25)
                .text("a.long", longText)
                .text("gen_ai.request.model", "other")
                .message());
        store.save(TestSpans.chat(2, NOON.plusSeconds(1)).message());
        for (Object value : List.of(5L, 5.0, "5")) {
            assertThat(found(attribute("a.whole", Operator.EQUAL, value)))
                    .as("%s", value)
                    .containsExactly(1);
        }
        for (Object value : List.of(5L, 5.0, "5.0")) {
            assertThat(found(attribute("a.double", Operator.EQUAL, value)))
                    .as("%s", value)
                    .containsExactly(1);
        }
        assertThat(found(attribute("a.text", Operator.EQUAL, 5.0))).containsExactly(1);
        assertThat(found(attribute("a.text", Operator.EQUAL, 5L))).isEmpty();
        assertThat(found(attribute("a.fraction", Operator.IN, 7L, 0.25))).containsExactly(1);
        assertThat(found(attribute("a.long", Operator.EQUAL, longText))).containsExactly(1);
        assertThat(found(attribute("applied_budget_rule_ids", Operator.EQUAL, "[monthly]")))
                .containsExactly(1, 2);
        assertThat(found(attribute("tfy.model.streaming", Operator.EQUAL, "true")))
                .containsExactly(1, 2);
        assertThat(found(attribute("tfy.model.metric.cost_in_usd", Operator.EQUAL, 0.000123)))
                .containsExactly(1, 2);
        assertThat(found(attribute("gen_ai.prompt.0.content", Operator.EQUAL, "Hi <script>")))
                .containsExactly(1, 2);
        assertThat(found(field("durationInNs", Operator.EQUAL, 120_000_000L))).containsExactly(1, 2);
        assertThat(found(field("durationInMs", Operator.EQUAL, 120.0000001))).isEmpty();
        assertThat(found(field("durationInMs", Operator.BETWEEN, 119.9999999, 120.0000001)))
                .containsExactly(1, 2);
        assertThat(found(field("durationInMs", Operator.LESS_THAN, 1e300))).containsExactly(1, 2);
    }

    @Test
    void environmentIsTheResources() {
        ExportTraceServiceRequest.Builder message = TestSpans.chat(1, NOON).message().toBuilder();
        message.getResourceSpansBuilder(0)
                .getResourceBuilder()
                .addAttributes(KeyValue.newBuilder()
                        .setKey("deployment.environment.name")
                        .setValue(AnyValue.newBuilder().setStringValue("prod")));
        store.save(message.build());
        store.save(TestSpans.chat(2, NOON).message());
        assertThat(found(field("environment", Operator.EQUAL, "prod"))).containsExactly(1);
    }

    @Test
    void pagesLeadForthAndBackAndNewSpansShiftNone() {
        for (int i = 0; i < 25; i++) {
            store.save(TestSpans.chat(i, NOON.plusSeconds(i / 5)).ids(2 * i + 1).message());
        }
        for (boolean ascending : new boolean[] {false, true}) {
            for (Filter filter :
                    List.of(field("spanName", Operator.PRESENT), attribute("tfy.model.streaming", Operator.PRESENT))) {
                SpanQuery query = new SpanQuery(
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        ascending,
                        List.of(filter));
                List<List<String>> forth = new ArrayList<>();
                SpanPage page = search.find(query, Viewer.OF_ALL, "admin", null, 7);
                forth.add(ids(page));
                SpanPage last = page;
                while (page.next() != null) {
                    page = search.find(query, Viewer.OF_ALL, "admin", page.next(), 7);
                    if (!page.spans().isEmpty()) {
                        forth.add(ids(page));
                        last = page;
                    }
                }
                List<String> all = forth.stream().flatMap(List::stream).toList();
                assertThat(all)
                        .hasSize(filter.subject() == Filter.Subject.FIELD ? 50 : 25)
                        .doesNotHaveDuplicates();
                List<List<String>> back = new ArrayList<>(List.of(ids(last)));
                page = last;
                while (page.previous() != null) {
                    page = search.find(query, Viewer.OF_ALL, "admin", page.previous(), 7);
                    if (!page.spans().isEmpty()) {
                        back.add(ids(page));
                    }
                }
                Collections.reverse(back);
                assertThat(back.stream().flatMap(List::stream).toList()).isEqualTo(all);
            }
        }
    }

    @Test
    void tokenOfSomebodyElseOrAnotherQueryIsRefused() {
        for (int i = 0; i < 3; i++) {
            store.save(TestSpans.chat(i, NOON.plusSeconds(i)).message());
        }
        String token =
                search.find(query(), ANN, "user:ann@example.com", null, 1).next();
        assertThat(search.find(query(), ANN, "user:ann@example.com", token, 1).spans())
                .hasSize(1);
        assertThatThrownBy(() -> search.find(query(), ANN, "user:eve@example.com", token, 1))
                .isInstanceOf(PageTokenException.class);
        assertThatThrownBy(() -> search.find(inProject(DEFAULT, true), ANN, "user:ann@example.com", token, 1))
                .isInstanceOf(PageTokenException.class);
        for (String bad : List.of("x", "'; DROP TABLE span", "AAAA", token + "AAAA", token.substring(0, 50))) {
            assertThatThrownBy(() -> search.find(query(), ANN, "user:ann@example.com", bad, 1))
                    .as(bad)
                    .isInstanceOf(PageTokenException.class);
        }
    }

    @Test
    void everyoneFindsTheirOwnAndTheirTeams() {
        store.save(TestSpans.chat(1, NOON).message());
        store.save(TestSpans.chat(2, NOON)
                .subject("user", "bob@example.com", List.of("ml"))
                .message());
        store.save(TestSpans.chat(3, NOON)
                .subject("user", "eve@example.com", List.of("mlx"))
                .message());
        assertThat(search.find(query(), ANN, "ann", null, 10).spans())
                .extracting(span -> span.row().traceId())
                .containsOnly(TestSpans.traceId(1), TestSpans.traceId(2));
        SpanQuery eves =
                query(null, null, List.of(TestSpans.traceId(3)), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(search.find(eves, ANN, "ann", null, 10).spans()).isEmpty();
    }

    @Test
    void whatAnotherSaysUnderTheSameIdsIsNotShown() {
        store.save(TestSpans.chat(1, NOON).text("own", "said by Ann").message());
        store.save(TestSpans.chat(1, NOON)
                .subject("user", "eve@example.com", List.of())
                .text("own", "said by Eve")
                .text("more", "also by Eve")
                .message());
        assertThat(find(query()).spans())
                .hasSize(2)
                .extracting(span -> span.text("own") + span.text("more"))
                .containsExactly("", "said by Ann");
        assertThat(search.find(query(), new Viewer("user", "eve@example.com", Set.of()), "eve", null, 10)
                        .spans())
                .isEmpty();
    }

    @Test
    void aPageHoldsABoundedNumberOfBytes() {
        String large = "x".repeat(700_000);
        for (int i = 0; i < 40; i++) {
            store.save(
                    TestSpans.chat(i, NOON.plusSeconds(i)).text("large", large).message());
        }
        SpanPage page = search.find(query(), Viewer.OF_ALL, "admin", null, 1_000);
        assertThat(page.spans()).hasSizeBetween(20, 60);
        assertThat(page.next()).isNotNull();
        int seen = page.spans().size();
        while (page.next() != null) {
            page = search.find(query(), Viewer.OF_ALL, "admin", page.next(), 1_000);
            seen += page.spans().size();
        }
        assertThat(seen).isEqualTo(80);
    }

    @Test
    void listHasTheRowsAndItsPagesFollowEachOtherAsTimeGoesBy() {
        for (int i = 0; i < 25; i++) {
            // Five at each moment: the order within it must hold, too.
            store.save(TestSpans.chat(i, NOON.plusSeconds(i / 5)).ids(2 * i + 1).message());
        }
        List<String> seen = new ArrayList<>();
        Instant from = NOON.minusSeconds(60);
        Page<SpanRow> page = search.list(requests(from), Viewer.OF_ALL, null, 7);
        page.rows().forEach(row -> seen.add(row.traceId()));
        store.save(TestSpans.chat(99, NOON.plusSeconds(60)).message());
        while (page.next() != null) {
            from = from.plusSeconds(1);
            page = search.list(requests(from), Viewer.OF_ALL, page.next(), 7);
            page.rows().forEach(row -> seen.add(row.traceId()));
        }
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(seen).startsWith(TestSpans.traceId(24)).endsWith(TestSpans.traceId(0));
        assertThat(search.list(requests(from), new Viewer("user", "eve@example.com", Set.of()), null, 7)
                        .rows())
                .isEmpty();
        assertThatThrownBy(() -> search.list(requests(NOON), Viewer.OF_ALL, "'; DROP TABLE span", 7))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listAsksTheSpansWhatTheTableDoesNotTell() {
        store.save(TestSpans.chat(1, NOON).text("shop.order", "A-1043").message());
        store.save(TestSpans.chat(2, NOON).text("shop.order", "B-7").message());

        assertThat(search.list(requests(NOON, attribute("shop.order", Operator.EQUAL, "A-1043")), ANN, null, 7)
                        .rows())
                .extracting(SpanRow::traceId)
                .containsExactly(TestSpans.traceId(1));
    }

    /** What the console's live list does every few seconds. */
    @Test
    void whoeverAsksAgainAndAgainLooksThroughTheNewestOnly() {
        ExportTraceServiceRequest.Builder others = ExportTraceServiceRequest.newBuilder();
        for (int i = 0; i < 501; i++) {
            others.mergeFrom(
                    TestSpans.chat(i, NOON.plusSeconds(i)).ids(2 * i + 1).message());
        }
        store.save(others.build());
        store.save(TestSpans.chat(900, NOON.minusSeconds(1))
                .ids(2_001)
                .text("shop.order", "A-1043")
                .message());
        SpanQuery told = requests(NOON.minusSeconds(9), attribute("shop.order", Operator.STRING_CONTAINS, "A-"));

        Page<SpanRow> newest = search.newest(told, ANN, 7);

        assertThat(newest.rows()).isEmpty();
        assertThat(search.list(told, ANN, newest.next(), 7).rows())
                .extracting(SpanRow::traceId)
                .containsExactly(TestSpans.traceId(900));
        assertThat(search.newest(requests(NOON.minusSeconds(9)), ANN, 7).rows())
                .as("what the table tells is not looked for")
                .hasSize(7);
    }

    @Test
    void placeThatNoSpanHasIsRefused() {
        for (String text : List.of("1:\0", "1:", "1:000000000000000g", "1:0000000000000001 ", "x:0000000000000001")) {
            String place =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> search.list(requests(NOON), ANN, place, 7))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Above a request there may be its caller's trace: it begins here, and is no root. */
    @Test
    void entriesAreFoundWhateverIsAboveThemElsewhere() {
        store.save(TestSpans.chat(1, NOON).message());
        ExportTraceServiceRequest.Builder called = TestSpans.chat(2, NOON).ids(70).message().toBuilder();
        called.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilderList().stream()
                .filter(span -> span.getParentSpanId().isEmpty())
                .forEach(root -> root.setParentSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                        .setFlags(SpanFlags.SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK_VALUE
                                | SpanFlags.SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK_VALUE));
        store.save(called.build());

        assertThat(found(field("spanName", Operator.PRESENT))).as("roots").containsExactly(1);
        assertThat(traces(requests(NOON))).as("requests").containsExactlyInAnyOrder(1, 2);
        assertThat(traces(named(TestSpans.traceId(2), field("isEntry", Operator.EQUAL, true))))
                .hasSize(1);
        assertThat(traces(named(TestSpans.traceId(2), field("isEntry", Operator.EQUAL, false))))
                .hasSize(1);
        assertThat(traces(named(TestSpans.traceId(2)))).hasSize(2);
    }

    private static SpanQuery requests(Instant from, Filter... filters) {
        List<Filter> all = new ArrayList<>(List.of(filters));
        all.add(Filter.OF_ENTRIES);
        return filtered(from, List.of(), List.of(), all);
    }

    private static SpanQuery named(String trace, Filter... filters) {
        return filtered(null, List.of(trace), List.of(), List.of(filters));
    }

    private static SpanQuery filtered(
            @Nullable Instant from, List<String> traces, List<String> parents, List<Filter> filters) {
        return new SpanQuery(
                from, null, null, false, traces, List.of(), parents, List.of(), List.of(), List.of(), false, filters);
    }

    private SpanPage find(SpanQuery query) {
        return search.find(query, Viewer.OF_ALL, "admin", null, 100);
    }

    private List<Integer> traces(SpanQuery query) {
        return find(query).spans().stream()
                .map(span -> Integer.parseInt(span.row().traceId(), 16))
                .toList();
    }

    /** Which of the requests match. */
    private List<Integer> found(Filter... filters) {
        return find(filtered(null, List.of(), List.of(""), List.of(filters))).spans().stream()
                .map(span -> Integer.parseInt(span.row().traceId(), 16))
                .sorted()
                .toList();
    }

    private static List<String> ids(SpanPage page) {
        return page.spans().stream().map(span -> span.row().spanId()).toList();
    }

    private static SpanQuery query() {
        return query(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static SpanQuery inProject(String project, boolean alsoWithout) {
        return new SpanQuery(
                null,
                null,
                project,
                alsoWithout,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of());
    }

    private static SpanQuery query(
            @Nullable Instant from,
            @Nullable Instant until,
            List<String> traces,
            List<String> spans,
            List<String> parents,
            List<String> types,
            List<String> slugs,
            List<String> services) {
        return new SpanQuery(
                from, until, null, false, traces, spans, parents, types, slugs, services, false, List.of());
    }

    private static Filter field(String name, Operator operator, Object... values) {
        return new Filter(Filter.Subject.FIELD, name, operator, List.of(values));
    }

    private static Filter attribute(String name, Operator operator, Object... values) {
        return new Filter(Filter.Subject.ATTRIBUTE, name, operator, List.of(values));
    }

    private static Filter label(String name, Operator operator, Object... values) {
        return new Filter(Filter.Subject.METADATA, name, operator, List.of(values));
    }
}
