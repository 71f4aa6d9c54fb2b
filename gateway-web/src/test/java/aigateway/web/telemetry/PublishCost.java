package aigateway.web.telemetry;

import aigateway.redaction.Preset;
import aigateway.redaction.Redaction;
import aigateway.telemetry.Samples;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a trace costs in CPU, on the request's thread and on the publisher's. A benchmark, run by hand with the test
 * class path: {@code java -cp … aigateway.web.telemetry.PublishCost}.
 */
final class PublishCost {

    private static final int BATCH = 64;
    private static final int WARM_UP = 2_000;
    private static final int BATCHES = 2_000;
    private static final byte[] REQUEST =
            ("{\"model\":\"openai-main/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(200)
                            + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] ANSWER = ("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\""
                    + "word ".repeat(100) + "\"}}]}")
            .getBytes(StandardCharsets.UTF_8);

    private PublishCost() {}

    public static void main(String[] arguments) {
        measure("nothing is taken out", Redaction.NONE);
        Redaction.Builder presets = new Redaction.Builder();
        Preset.names().forEach(name -> presets.preset(name, "[" + name + "]"));
        measure("all presets", presets.build());
        measure(
                "a pattern",
                new Redaction.Builder()
                        .pattern("(?i)project (falcon|heron)", "the project")
                        .build());
        measure(
                "a pattern of classes",
                new Redaction.Builder()
                        .pattern("\\b\\d{3}-\\d{2}-\\d{4}\\b", "a number")
                        .build());
        measure(
                "a pattern of which little can be said",
                new Redaction.Builder().pattern("\\pL+@\\pL+", "an address").build());
        measure(
                "a pattern of which nothing can be said",
                new Redaction.Builder().pattern("\\pL{30,}", "a word").build());
    }

    private static void measure(String what, Redaction redaction) {
        List<CallTrace> told = new ArrayList<>();
        Spans spans = new Spans(
                InstantSource.system(),
                System::nanoTime,
                new TraceSink() {
                    @Override
                    public void publish(CallTrace trace) {
                        told.add(trace);
                    }

                    @Override
                    public void late() {}
                },
                () -> new ContentRules(ContentRules.USUAL.limit(), redaction));
        TraceEncoder encoder = new TraceEncoder(Map.of("service.name", "tfy-llm-gateway"), "ai-gateway", "1");
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Samples telling = new Samples();
        Samples encoding = new Samples();
        long bytes = 0;
        for (int i = -WARM_UP; i < BATCHES; i++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int j = 0; j < BATCH; j++) {
                request(spans);
            }
            long toldAt = threads.getCurrentThreadCpuTime();
            bytes = encoder.encode(told).length / BATCH;
            long encodedAt = threads.getCurrentThreadCpuTime();
            told.clear();
            if (i >= 0) {
                telling.add((toldAt - start) / 1e3 / BATCH);
                encoding.add((encodedAt - toldAt) / 1e3 / BATCH);
            }
        }
        System.out.printf(
                "%s: on the request's thread %.1f us (median; p90 %.1f), on the publisher's %.1f us (p90 %.1f), %d bytes a trace%n",
                what,
                telling.percentile(0.5),
                telling.percentile(0.9),
                encoding.percentile(0.5),
                encoding.percentile(0.9),
                bytes);
    }

    private static void request(Spans spans) {
        RequestContext context = new RequestContext(
                "default:tracing-project:default",
                "openai-main/gpt-4o",
                "{\"subjectId\":\"user:ann@example.com\",\"subjectType\":\"user\",\"subjectSlug\":\"ann@example.com\"}",
                List.of("ml", "everyone"),
                "{\"env\":\"prod\"}",
                null,
                new RequestContext.Applied(null, null, null));
        CallSpan root = spans.start("chatCompletions", Kind.SERVER, null, null);
        model(context.on(root), "ChatCompletion");
        root.child("RateLimiterMiddleware", Kind.INTERNAL)
                .set(Attributes.RATE_LIMITER_MODEL, "openai-main/gpt-4o")
                .set(Attributes.RATE_LIMITER_METADATA, "{\"env\":\"prod\"}")
                .set(Attributes.RATE_LIMITER_SUBJECT_TYPE, "user")
                .set(Attributes.RATE_LIMITER_SUBJECT_SLUG, "ann@example.com")
                .set(Attributes.RATE_LIMITER_TENANT_NAME, "default")
                .set(Attributes.RATE_LIMITER_RULES, List.of("per-user"))
                .set(Attributes.RATE_LIMITER_RULE_ID, "per-user")
                .set(Attributes.RATE_LIMITER_STATUS, "allowed")
                .set(Attributes.RATE_LIMITER_REMAINING, 99L)
                .end();
        root.child("loadBalanceMiddleware", Kind.INTERNAL)
                .set(Attributes.LOAD_BALANCE_HTTP_URL, "/v1/chat/completions")
                .set(Attributes.LOAD_BALANCE_HTTP_METHOD, "POST")
                .set(Attributes.LOAD_BALANCE_TENANT_NAME, "default")
                .set(Attributes.LOAD_BALANCE_REQUESTED_MODEL, "openai-main/gpt-4o")
                .set(Attributes.LOAD_BALANCE_RESOLVED_MODEL, "openai-main/gpt-4o")
                .end();
        CallSpan model = root.child("Model", Kind.CLIENT);
        model(context.on(model), "Model");
        model.traceparent();
        model.child("HTTP POST", Kind.CLIENT)
                .set(Attributes.HTTP_REQUEST_METHOD, "POST")
                .set(Attributes.URL_FULL, "https://api.openai.com/v1/chat/completions")
                .set(Attributes.SERVER_ADDRESS, "api.openai.com")
                .set(Attributes.SERVER_PORT, 443L)
                .set(Attributes.HTTP_RESPONSE_STATUS_CODE, 200L)
                .end();
        model.ok().end();
        root.ok().end();
    }

    private static void model(CallSpan span, String type) {
        span.set(Attributes.SPAN_TYPE, type)
                .set(Attributes.INPUT, Content.of(REQUEST))
                .set(Attributes.OUTPUT, Content.of(ANSWER))
                .set(Attributes.APPLIED_BUDGET_RULE_IDS, List.of("monthly"))
                .set(Attributes.APPLIED_RATELIMIT_RULE_IDS, List.of("per-user"))
                .set(Attributes.APPLIED_LOADBALANCE_RULE_IDS, List.of())
                .set(Attributes.MODEL_ID, "openai-main/gpt-4o")
                .set(Attributes.MODEL_NAME, "openai-main/gpt-4o")
                .set(Attributes.MODEL_FQN, "default:openai:openai-main:model:gpt-4o")
                .set(Attributes.MODEL_REQUEST_URL, "https://api.openai.com/v1/chat/completions")
                .set(Attributes.MODEL_STREAMING, false)
                .set(Attributes.MODEL_REQUEST_TYPE, "ChatCompletion")
                .set(Attributes.TIME_TO_FIRST_TOKEN, 41.25)
                .set(Attributes.LATENCY, 350.5)
                .set(Attributes.INPUT_TOKENS, 212L)
                .set(Attributes.OUTPUT_TOKENS, 107L)
                .set(Attributes.COST, 0.00123)
                .set(Attributes.HTTP_RESPONSE_STATUS_CODE, 200L)
                .set(Attributes.GEN_AI_OPERATION_NAME, "chat")
                .set(Attributes.GEN_AI_PROVIDER_NAME, "openai")
                .set(Attributes.GEN_AI_SYSTEM, "openai")
                .set(Attributes.GEN_AI_REQUEST_MODEL, "gpt-4o")
                .set(Attributes.GEN_AI_REQUEST_MAX_TOKENS, 200L)
                .set(Attributes.GEN_AI_REQUEST_TEMPERATURE, 0.1)
                .set(Attributes.GEN_AI_RESPONSE_ID, "chatcmpl-123456789012345678901234567890")
                .set(Attributes.GEN_AI_RESPONSE_MODEL, "gpt-4o-2024-08-06")
                .set(Attributes.GEN_AI_RESPONSE_FINISH_REASONS, List.of("stop"))
                .set(Attributes.GEN_AI_USAGE_INPUT_TOKENS, 212L)
                .set(Attributes.GEN_AI_USAGE_OUTPUT_TOKENS, 107L);
    }
}
