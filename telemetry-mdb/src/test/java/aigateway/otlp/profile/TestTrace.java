package aigateway.otlp.profile;

import aigateway.otlp.TestMessages;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A trace as the gateway keeps it. */
record TestTrace(List<Span> spans) {

    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final String SUBJECT =
            "{\"subjectId\":\"user:ann@example.com\",\"subjectType\":\"user\",\"subjectSlug\":\"ann@example.com\"}";
    private static final String INPUT =
            "{\"model\":\"production/chat\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},"
                    + "{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String OUTPUT =
            "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Ho\"},\"finish_reason\":\"stop\"}]}";

    static TestTrace chatCompletion() {
        List<Span> spans = new ArrayList<>();
        spans.add(span(1, 0, "chatCompletions", Span.SpanKind.SPAN_KIND_SERVER, answered("ChatCompletion")));
        spans.add(span(
                2,
                1,
                "RateLimiterMiddleware",
                Span.SpanKind.SPAN_KIND_INTERNAL,
                Map.of("rate_limiter.status", "allowed", "rate_limiter.remaining", 9L)));
        spans.add(span(
                3,
                1,
                "Guardrail",
                Span.SpanKind.SPAN_KIND_INTERNAL,
                Map.of("tfy.span_type", "Guardrail", "tfy.guardrail.result", "pass")));
        spans.add(span(
                        4,
                        1,
                        "openai-main/broken",
                        Span.SpanKind.SPAN_KIND_CLIENT,
                        Map.of("tfy.span_type", "Model", "error.type", "upstream_unreachable"))
                .toBuilder()
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .build());
        spans.add(span(
                5,
                1,
                "fallbackRequest",
                Span.SpanKind.SPAN_KIND_INTERNAL,
                Map.of("fallback.resolved_model", "openai-main/gpt-4o")));
        spans.add(span(6, 5, "openai-main/gpt-4o", Span.SpanKind.SPAN_KIND_CLIENT, answered("Model")));
        spans.add(span(
                7, 6, "HTTP POST", Span.SpanKind.SPAN_KIND_CLIENT, Map.of("url.full", "https://api.openai.com/v1")));
        spans.add(span(
                8,
                1,
                "Tool Call: search",
                Span.SpanKind.SPAN_KIND_INTERNAL,
                Map.of(
                        "tfy.span_type",
                        "MCP",
                        "toolName",
                        "search",
                        "args",
                        "{\"q\":\"canary\"}",
                        "result",
                        "canary")));
        return new TestTrace(spans);
    }

    private static Map<String, Object> answered(String type) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("tfy.span_type", type);
        attributes.put("tfy.input", INPUT);
        attributes.put("tfy.output", OUTPUT);
        attributes.put("tfy.request.created_by_subject", SUBJECT);
        attributes.put("tfy.request.conversation_id", "conversation-1");
        attributes.put("tfy.request.metadata", "{\"env\":\"prod\"}");
        attributes.put("tfy.model.metric.cost_in_usd", 0.0001);
        attributes.put("tfy.model.metric.time_to_first_token_in_ms", 130.5);
        attributes.put("gen_ai.operation.name", "chat");
        attributes.put("gen_ai.provider.name", "openai");
        attributes.put("gen_ai.request.model", "gpt-4o");
        attributes.put("gen_ai.usage.input_tokens", 12L);
        attributes.put("gen_ai.usage.output_tokens", 7L);
        attributes.put("gen_ai.usage.cache_creation.input_tokens", 3L);
        attributes.put("gen_ai.response.finish_reasons", List.of("stop"));
        return attributes;
    }

    private static Span span(int id, int parent, String name, Span.SpanKind kind, Map<String, Object> attributes) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(ByteString.fromHex(TRACE_ID))
                .setSpanId(ByteString.fromHex("%016x".formatted(id)))
                .setParentSpanId(parent == 0 ? ByteString.EMPTY : ByteString.fromHex("%016x".formatted(parent)))
                .setName(name)
                .setKind(kind)
                .setStartTimeUnixNano(NOON)
                .setEndTimeUnixNano(NOON + 250_000_000);
        attributes.forEach((key, value) -> span.addAttributes(TestMessages.attribute(key, value)));
        return span.build();
    }

    TestTrace in(Profile profile) {
        return new TestTrace(spans.stream()
                .map(kept -> {
                    Span.Builder span = kept.toBuilder();
                    profile.shape(span);
                    return span.build();
                })
                .toList());
    }

    Span span(String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among "
                        + spans.stream().map(Span::getName).toList()));
    }

    Map<String, Object> attributes(String name) {
        return attributes(span(name));
    }

    static Map<String, Object> attributes(Span span) {
        Map<String, Object> attributes = new TreeMap<>();
        span.getAttributesList().forEach(each -> attributes.put(each.getKey(), plain(each.getValue())));
        return attributes;
    }

    private static Object plain(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream()
                    .map(TestTrace::plain)
                    .toList();
            default -> HexFormat.of().formatHex(value.toByteArray());
        };
    }
}
