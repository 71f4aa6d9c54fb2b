package aigateway.web.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallSpanTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000000123Z");

    private final AtomicLong ticker = new AtomicLong(5_000);
    private final List<CallTrace> told = new ArrayList<>();
    private int late;
    private final Spans spans = new Spans(
            InstantSource.fixed(NOON),
            ticker::get,
            new TraceSink() {
                @Override
                public void publish(CallTrace trace) {
                    told.add(trace);
                }

                @Override
                public void late() {
                    late++;
                }
            },
            () -> ContentRules.USUAL);

    @Test
    void whatWasSaidCanBeLeftOutOfTheWholeTrace() throws Exception {
        CallSpan root = spans.start("chatCompletions", Kind.SERVER, null);
        root.withoutContent();
        root.set(Attributes.INPUT, Content.of("secret")).set(Attributes.INPUT_TOKENS, 12);
        root.child("Model", Kind.CLIENT)
                .set(Attributes.OUTPUT, Content.of("secret"))
                .set(Attributes.OUTPUT_TOKENS, 7)
                .end();
        root.end();

        assertThat(decode().toString())
                .contains("tfy.model.metric.input_tokens", "tfy.model.metric.output_tokens")
                .doesNotContain("secret", "tfy.input\"", "tfy.output\"");
    }

    @Test
    void everyKindOfValueArrivesAsOtlpWroteIt() throws Exception {
        CallSpan root = spans.start("chatCompletions", Kind.SERVER, null);
        root.set(Attributes.SPAN_TYPE, "ChatCompletion")
                .set(Attributes.INPUT_SHORT_HAND, "größer als 你好 😀 " + "x".repeat(200))
                .set(Attributes.INPUT_TOKENS, 12)
                .set(Attributes.OUTPUT_TOKENS, -1L)
                .set(Attributes.COST, new BigDecimal("0.054399"))
                .set(Attributes.LATENCY, 1.5)
                .set(Attributes.MODEL_STREAMING, true)
                .set(Attributes.APPLIED_BUDGET_RULE_IDS, List.of("a", "b"))
                .set(Attributes.INPUT, Content.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .set(Attributes.OUTPUT, Content.later(() -> "[]".getBytes(StandardCharsets.UTF_8), 2));
        root.end();

        Map<String, String> attributes = new java.util.HashMap<>();
        for (KeyValue it : decode().get(0).getAttributesList()) {
            attributes.put(
                    it.getKey(),
                    it.getValue().toString().strip().replace('\n', ' ').replaceAll(" +", " "));
        }
        assertThat(decode().get(0).getAttributes(1).getValue().getStringValue()).startsWith("größer als 你好 😀 xxx");
        assertThat(attributes)
                .containsEntry("tfy.span_type", "string_value: \"ChatCompletion\"")
                .containsEntry("tfy.model.metric.input_tokens", "int_value: 12")
                .containsEntry("tfy.model.metric.output_tokens", "int_value: -1")
                .containsEntry("tfy.model.metric.cost_in_usd", "double_value: 0.054399")
                .containsEntry("tfy.model.metric.latency_in_ms", "double_value: 1.5")
                .containsEntry("tfy.model.streaming", "bool_value: true")
                .containsEntry(
                        "applied_budget_rule_ids",
                        "array_value { values { string_value: \"a\" } values { string_value: \"b\" } }")
                .containsEntry("tfy.input", "string_value: \"{\\\"a\\\":1}\"")
                .containsEntry("tfy.output", "string_value: \"[]\"");
    }

    @Test
    void callersTraceIsContinuedAndPassedOn() throws Exception {
        CallSpan root = spans.start("chatCompletions", Kind.SERVER, new TraceContext(PARENT, "vendor=1,other=2"));
        CallSpan model = root.child("Model", Kind.CLIENT);
        assertThat(model.context())
                .isEqualTo(new TraceContext(
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-" + model.spanId() + "-01", "vendor=1,other=2"));
        root.end();

        List<Span> decoded = decode();
        assertThat(HexFormat.of().formatHex(decoded.get(0).getTraceId().toByteArray()))
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736")
                .isEqualTo(root.traceId());
        assertThat(HexFormat.of().formatHex(decoded.get(0).getParentSpanId().toByteArray()))
                .isEqualTo("00f067aa0ba902b7");
        assertThat(decoded.get(0).getFlags()).isEqualTo(0x301);
        assertThat(decoded.get(1).getParentSpanId()).isEqualTo(decoded.get(0).getSpanId());
        assertThat(decoded.get(1).getFlags()).isEqualTo(0x101);
        assertThat(decoded.get(1).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    }

    @Test
    void invalidTraceparentBeginsATrace() {
        for (String header : new String[] {
            "",
            PARENT + "-extra",
            PARENT.replace("4bf92f35", "4BF92F35"),
            PARENT.replace("00f067aa0ba902b7", "0000000000000000"),
            PARENT.replace("4bf92f3577b34da6a3ce929d0e0e4736", "00000000000000000000000000000000"),
            "ff" + PARENT.substring(2),
            "zz" + PARENT.substring(2),
            PARENT.replace("-01", "-0g"),
            PARENT.replace('-', '_')
        }) {
            assertThat(TraceParent.parse(header)).as(header).isNull();
        }
        assertThat(TraceParent.parse("01" + PARENT.substring(2) + "-extra")).isNotNull();
        assertThat(spans.start("a", Kind.SERVER, new TraceContext("nonsense", "vendor=1"))
                        .context()
                        .tracestate())
                .isNull();
    }

    @Test
    void spanThatWasForgottenEndsWithItsRoot() throws Exception {
        CallSpan root = spans.start("root", Kind.SERVER, null);
        CallSpan ended = root.child("ended", Kind.INTERNAL);
        root.child("forgotten", Kind.INTERNAL);
        ticker.addAndGet(100);
        ended.end();
        ticker.addAndGet(100);
        root.end();

        long start = NOON.getEpochSecond() * 1_000_000_000L + NOON.getNano();
        assertThat(decode()).extracting(Span::getStartTimeUnixNano).containsOnly(start);
        assertThat(decode())
                .extracting(Span::getEndTimeUnixNano)
                .containsExactly(start + 200, start + 100, start + 200);
    }

    @Test
    void whatComesAfterTheEndIsDroppedAndCounted() throws Exception {
        CallSpan root = spans.start("root", Kind.SERVER, null);
        root.end();
        root.end();
        root.set(Attributes.SPAN_TYPE, "late").fail("late", "late");
        CallSpan late = root.child("late", Kind.INTERNAL);
        late.set(Attributes.SPAN_TYPE, "late").end();

        assertThat(told).hasSize(1);
        assertThat(this.late).isEqualTo(1);
        assertThat(decode()).hasSize(1);
        assertThat(decode().get(0).getAttributesList()).isEmpty();
    }

    @Test
    void failureIsStatusTypeAndMessage() throws Exception {
        CallSpan root = spans.start("root", Kind.SERVER, null);
        root.addEvent("retry", Map.of("attempt", "2")).fail("rate_limit_exceeded", "Too many");
        root.end();

        Span decoded = decode().get(0);
        assertThat(decoded.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(decoded.getStatus().getMessage()).isEqualTo("Too many");
        assertThat(decoded.getEvents(0).getName()).isEqualTo("retry");
        assertThat(decoded.getAttributesList())
                .extracting(KeyValue::getKey)
                .containsExactly("error.type", "tfy.error_message");
    }

    @Test
    void secondValueReplacesTheFirst() throws Exception {
        CallSpan root = spans.start("root", Kind.SERVER, null);
        root.set(Attributes.INPUT_TOKENS, 1).set(Attributes.INPUT_TOKENS, 2).set(Attributes.OUTPUT, (String) null);
        root.end();
        assertThat(decode().get(0).getAttributesList()).hasSize(1);
        assertThat(decode().get(0).getAttributes(0).getValue().getIntValue()).isEqualTo(2);
    }

    @Test
    void longContentIsCutBetweenCharactersAndMarked() {
        byte[] content = "ä".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        String cut = new String(Content.of(content).bytes(ContentRules.USUAL), StandardCharsets.UTF_8);
        assertThat(cut).startsWith("äää").endsWith("ä… [cut: 262144 of 400000 bytes]");
        assertThat(cut).doesNotContain("\uFFFD");
    }

    @Test
    void bytesThatAreNoTextAreRepaired() {
        byte[] bytes = {'a', (byte) 0xC3, 'b', (byte) 0xFF};
        assertThat(new String(Content.of(bytes).bytes(ContentRules.USUAL), StandardCharsets.UTF_8))
                .isEqualTo("a\uFFFDb\uFFFD");
        assertThat(Content.of(bytes, 2, 1).bytes(ContentRules.USUAL)).containsExactly('b');
    }

    private List<Span> decode() throws Exception {
        TraceEncoder encoder = new TraceEncoder(Map.of("service.name", "test"), "ai-gateway", "1");
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(encoder.encode(told));
        assertThat(request.getResourceSpans(0).getResource().getAttributes(0).getKey())
                .isEqualTo("service.name");
        assertThat(request.getResourceSpans(0).getScopeSpans(0).getScope().getName())
                .isEqualTo("ai-gateway");
        return request.getResourceSpans(0).getScopeSpans(0).getSpansList();
    }
}
