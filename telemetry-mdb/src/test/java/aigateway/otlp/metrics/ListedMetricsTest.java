package aigateway.otlp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aigateway.meter.Meters;
import aigateway.meter.Metric;
import aigateway.otlp.TestMessages;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What there is against {@code listed.txt}, which holds what there has to be. */
class ListedMetricsTest {

    private static final int MILLI = 1_000_000;

    private final SpanMetrics metrics = new SpanMetrics();

    private record Listed(String id, String unit, String prometheus, Set<String> attributes) {}

    @BeforeEach
    void countElsewhere() {
        metrics.meters = new Meters();
        for (String name : List.of("accepted", "exported", "dropped")) {
            String total = "ai_gateway_spans_" + name + "_total";
            metrics.meters.add(total, () -> List.of(Metric.single(total, "", 4)));
        }
    }

    @Test
    void everyListedMetricIsMeasuredAndNoOther() throws IOException {
        assertThat(Arrays.stream(Instrument.values())
                        .map(each -> each.id() + " " + each.unit() + " " + each.prometheusName()))
                .containsExactlyInAnyOrderElementsOf(listed().stream()
                        .map(each -> each.id() + " " + each.unit() + " " + each.prometheus())
                        .toList());
    }

    @Test
    void everyListedAttributeIsToldByATraceThatHasIt() throws IOException {
        metrics.count(everything());

        for (Listed listed : listed()) {
            Set<String> told = new TreeSet<>();
            metrics.read().keySet().stream()
                    .filter(series -> series.instrument().id().equals(listed.id()))
                    .forEach(series -> told.addAll(series.attributes().keySet()));
            assertThat(metrics.read().keySet())
                    .as(listed.id())
                    .anyMatch(series -> series.instrument().id().equals(listed.id()));
            assertThat(told).as(listed.id()).isEqualTo(listed.attributes());
        }
    }

    @Test
    void nothingIsToBeAddedUpBeforeSomebodyAsks() {
        assertThat(metrics.isAskedFor()).isFalse();

        metrics.read();

        assertThat(metrics.isAskedFor()).isTrue();
    }

    @Test
    void nameThatNoModelHasIsNoSeriesOfItsOwn() {
        for (String name : List.of("made-up-1", "made-up-2")) {
            metrics.count(message(span(
                    1,
                    0,
                    0,
                    1,
                    Map.of(
                            "tfy.span_type", "ChatCompletion",
                            "tfy.request.model_name", name,
                            "error.type", "model_not_found"))));
        }

        assertThat(metrics.read().keySet().stream()
                        .filter(series -> series.instrument() == Instrument.REQUESTS)
                        .map(series -> series.attributes().get("model")))
                .containsExactly("unknown");
    }

    @Test
    void requestIsTimedWithoutItsAttemptsAndAnAgentsAttemptsAreCounted() {
        metrics.count(everything());

        assertThat(tally(Instrument.PROCESSING_TIME, "type", "AgentResponse").sum())
                .as("100 ms of which two attempts took 30 each, one of them below another step")
                .isCloseTo(0.04, within(1e-9));
        assertThat(tally(Instrument.PROCESSING_TIME, "type", "ChatCompletion").sum())
                .isCloseTo(0.1, within(1e-9));
        assertThat(metrics.read().get(new Series(Instrument.AGENT_ITERATIONS, new java.util.TreeMap<>())))
                .satisfies(tally -> assertThat(tally.sum()).isEqualTo(2));
    }

    @Test
    void prometheusIsToldEachSeriesOnceAndBucketsThatOnlyGrow() {
        metrics.count(everything());
        metrics.count(everything());
        List<Metric> told = new Exposition(metrics).metrics();

        assertThat(told)
                .extracting(Metric::name)
                .doesNotHaveDuplicates()
                .doesNotContain("ai_gateway_spans_exported_total");
        Set<String> series = new HashSet<>();
        for (Metric metric : told) {
            double before = 0;
            for (Metric.Sample sample : metric.samples()) {
                assertThat(series.add(metric.name() + sample.suffix() + sample.labels()))
                        .as(metric.name())
                        .isTrue();
                if (sample.suffix().equals("_bucket")) {
                    assertThat(sample.value()).isGreaterThanOrEqualTo(before);
                }
                before = sample.suffix().equals("_bucket") ? sample.value() : 0;
            }
            assertThat(metric.help()).endsWith(".");
            assertThat(metric.name()).matches("[a-z_]+");
        }
        assertThat(told)
                .filteredOn(metric -> metric.name().equals("gen_ai_client_token_usage"))
                .flatExtracting(Metric::samples)
                .filteredOn(sample -> sample.suffix().equals("_bucket")
                        && "+Inf".equals(sample.labels().get("le"))
                        && "input".equals(sample.labels().get("gen_ai_token_type")))
                .extracting(Metric.Sample::value)
                .containsExactly(4.0);
    }

    @Test
    void anAttemptWhoseParentsGoInACircleEnds() {
        Span one = span(1, 2, 0, 10, Map.of("tfy.span_type", "Model"));
        Span two = span(2, 1, 0, 10, Map.of());
        metrics.count(message(one, two));

        assertThat(metrics.read().keySet()).noneMatch(series -> series.instrument() == Instrument.PROCESSING_TIME);
    }

    private Tally tally(Instrument instrument, String attribute, String value) {
        return metrics.read().entrySet().stream()
                .filter(entry -> entry.getKey().instrument() == instrument
                        && value.equals(entry.getKey().attributes().get(attribute)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static List<Listed> listed() throws IOException {
        try (InputStream file = Objects.requireNonNull(ListedMetricsTest.class.getResourceAsStream("listed.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+")))
                    .map(words -> new Listed(
                            words.get(0),
                            words.get(1),
                            words.get(2),
                            words.stream().skip(3).collect(Collectors.toCollection(TreeSet::new))))
                    .toList();
        }
    }

    /** An agent that asked a model twice, called a tool, was checked and counted; and a request that was refused. */
    private static ExportTraceServiceRequest everything() {
        Map<String, Object> model = Map.ofEntries(
                Map.entry("tfy.span_type", "Model"),
                Map.entry("tfy.model.name", "openai-main/gpt-4o"),
                Map.entry("gen_ai.operation.name", "chat"),
                Map.entry("gen_ai.provider.name", "openai"),
                Map.entry("gen_ai.request.model", "gpt-4o"),
                Map.entry("gen_ai.response.model", "gpt-4o-2024-08-06"),
                Map.entry("server.address", "api.openai.com"),
                Map.entry("error.type", "timeout"),
                Map.entry("gen_ai.usage.input_tokens", 12L),
                Map.entry("gen_ai.usage.output_tokens", 7L),
                Map.entry("gen_ai.usage.cache_read.input_tokens", 5L),
                Map.entry("gen_ai.usage.cache_creation.input_tokens", 2L),
                Map.entry("tfy.model.metric.time_to_first_token_in_ms", 20.0),
                Map.entry("tfy.model.metric.inter_token_latency_in_ms", 2.0),
                Map.entry("tfy.model.metric.cost_in_usd", 0.001));
        return message(
                span(1, 0, 0, 100, Map.of("tfy.span_type", "AgentResponse", "tfy.request.model_name", "helper")),
                span(2, 1, 0, 30, model),
                span(3, 1, 30, 65, Map.of()),
                span(4, 3, 35, 65, model),
                span(
                        5,
                        1,
                        65,
                        80,
                        Map.of(
                                "toolName", "search",
                                "status", "ok",
                                "mcp.method.name", "tools/call",
                                "gen_ai.tool.name", "search",
                                "error.type", "tool_error",
                                "server.address", "mcp.example")),
                span(
                        6,
                        1,
                        80,
                        90,
                        Map.of(
                                "tfy.span_type",
                                "Guardrail",
                                "tfy.guardrail.name",
                                "pii",
                                "tfy.guardrail.result",
                                "pass")),
                span(
                        7,
                        0,
                        0,
                        100,
                        Map.of(
                                "tfy.span_type", "ChatCompletion",
                                "tfy.request.model_name", "gpt",
                                "error.type", "rate_limit_exceeded",
                                "applied_ratelimit_rule_ids", List.of("per-user"),
                                "applied_budget_rule_ids", List.of("monthly"))));
    }

    private static ExportTraceServiceRequest message(Span... spans) {
        ExportTraceServiceRequest.Builder message = TestMessages.request("step").toBuilder();
        ScopeSpans.Builder scope =
                message.getResourceSpansBuilder(0).getScopeSpansBuilder(0).clearSpans();
        Arrays.stream(spans).forEach(scope::addSpans);
        return message.build();
    }

    /** @param from milliseconds, as the end */
    private static Span span(int id, int parent, long from, long until, Map<String, Object> attributes) {
        Span.Builder span = Span.newBuilder()
                .setSpanId(id(id))
                .setParentSpanId(parent == 0 ? ByteString.EMPTY : id(parent))
                .setStartTimeUnixNano(from * MILLI)
                .setEndTimeUnixNano(until * MILLI);
        attributes.forEach((name, value) -> span.addAttributes(TestMessages.attribute(name, value)));
        return span.build();
    }

    private static ByteString id(int id) {
        return ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) id});
    }
}
