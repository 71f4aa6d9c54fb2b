package aigateway.web.telemetry;

import aigateway.redaction.Preset;
import aigateway.redaction.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a trace costs on the request's thread and on the publisher's, neither of which waits for anything here: its time is
 * its CPU. A benchmark, run by hand with the test class path: {@code java -cp … org.openjdk.jmh.Main PublishCost}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class PublishCost implements TraceSink {

    private static final byte[] REQUEST =
            ("{\"model\":\"openai-main/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(200)
                            + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] ANSWER = ("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\""
                    + "word ".repeat(100) + "\"}}]}")
            .getBytes(StandardCharsets.UTF_8);

    private final TraceEncoder encoder = new TraceEncoder(Map.of("service.name", "tfy-llm-gateway"), "ai-gateway", "1");
    private @Nullable Spans spans;
    private @Nullable CallTrace told;

    /** What is taken out: nothing, what all presets describe, or what one pattern does, of which more or less can be said. */
    @Param({"", "presets", "(?i)project (falcon|heron)", "\\b\\d{3}-\\d{2}-\\d{4}\\b", "\\pL+@\\pL+", "\\pL{30,}"})
    public String taken = "";

    @Setup
    public void tellOne() {
        Redaction.Builder redaction = new Redaction.Builder();
        if (taken.equals("presets")) {
            Preset.names().forEach(name -> redaction.preset(name, "[" + name + "]"));
        } else if (!taken.isEmpty()) {
            redaction.pattern(taken, "[taken]");
        }
        ContentRules rules = new ContentRules(ContentRules.USUAL.limit(), redaction.build());
        spans = new Spans(InstantSource.system(), System::nanoTime, this, () -> rules);
        request(spans);
    }

    @Override
    public void publish(CallTrace trace) {
        told = trace;
    }

    @Override
    public void late() {}

    @Benchmark
    public @Nullable Object onTheRequestsThread() {
        request(Objects.requireNonNull(spans));
        return told;
    }

    @Benchmark
    public byte[] onThePublishersThread() {
        return encoder.encode(List.of(Objects.requireNonNull(told)));
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
        CallSpan root = spans.start("chatCompletions", Kind.SERVER, null);
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
        model.context();
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
