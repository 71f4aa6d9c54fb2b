package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tracing backend is told of a chat completion. */
interface TraceTests {

    Installation on();

    @Test
    default void callersTraceIsContinued() {
        String trace = "%016x%016x".formatted(random(), random());
        String span = "%016x".formatted(random());
        String mark = Installation.mark();

        on().client()
                .chat(
                        Installation.CHECKOUT,
                        "local/small",
                        mark,
                        "traceparent",
                        "00-" + trace + "-" + span + "-01",
                        "tracestate",
                        "ot=th:8,shop=17");

        Trace told = on().otlp().awaitTrace(trace);
        assertThat(told.root().parentId()).isEqualTo(span);
        assertThat(told.root().kind()).isEqualTo("SERVER");
        String upstreamParent =
                on().upstream().received(mark).get(0).header("traceparent").orElse("");
        assertThat(upstreamParent).startsWith("00-" + trace + "-");
        assertThat(on().upstream().received(mark).get(0).header("tracestate")).contains("ot=th:8,shop=17");
        assertThat(told.spans())
                .as("the upstream's parent is a span that was told")
                .anyMatch(known -> known.spanId().equals(upstreamParent.substring(36, 52)));
    }

    @Test
    default void treeOfAChatCompletionIsWhole() {
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("openai-main/gpt-4o", mark + " @in=12 @out=7", false);
        body.put("max_tokens", 200).put("temperature", 0.1).put("top_p", 1);
        HttpResponse<String> answer = on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        body.toString(),
                        "x-tfy-metadata",
                        "{\"env\":\"prod\",\"order\":\"17\"}");

        Trace trace = traceOf(answer);
        ToldSpan root = trace.root();
        assertThat(root.name()).isEqualTo("chatCompletions");
        assertThat(trace.under(root))
                .extracting(ToldSpan::name)
                .contains("RateLimiterMiddleware", "loadBalanceMiddleware")
                .hasSize(3);
        ToldSpan model = trace.ofType("Model").get(0);
        assertThat(model.parentId()).isEqualTo(root.spanId());
        assertThat(model.kind()).isEqualTo("CLIENT");
        assertThat(trace.under(root))
                .filteredOn(span -> !span.spanId().equals(model.spanId()))
                .extracting(ToldSpan::kind)
                .containsOnly("INTERNAL");
        assertThat(trace.under(model)).extracting(ToldSpan::name).containsExactly("HTTP POST");
        assertThat(trace.under(model)).extracting(ToldSpan::kind).containsExactly("CLIENT");
        assertThat(root.status()).isNotEqualTo("ERROR");
        assertThat(trace.spans()).as("times are in order").allSatisfy(span -> {
            assertThat(span.span().getEndTimeUnixNano())
                    .isGreaterThanOrEqualTo(span.span().getStartTimeUnixNano());
            assertThat(span.span().getStartTimeUnixNano())
                    .isGreaterThanOrEqualTo(root.span().getStartTimeUnixNano());
        });
    }

    @Test
    default void rootAndModelTellWhoAskedForWhatAndWhatItCost() {
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("openai-main/gpt-4o", mark + " @in=12 @out=7", false);
        body.put("max_tokens", 200).put("temperature", 0.1).put("top_p", 1);
        Trace trace = traceOf(on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        body.toString(),
                        "x-tfy-metadata",
                        "{\"env\":\"prod\",\"order\":\"17\"}"));

        for (ToldSpan span : List.of(trace.root(), trace.ofType("Model").get(0))) {
            Map<String, Object> attributes = span.attributes();
            assertThat(attributes)
                    .as(span.name())
                    .contains(
                            entry("tfy.tracing_project_fqn", "default:tracing-project:default"),
                            entry("tfy.request.model_name", "openai-main/gpt-4o"),
                            entry("tfy.model.id", "openai-main/gpt-4o"),
                            entry("tfy.model.name", "openai-main/gpt-4o"),
                            entry("tfy.model.fqn", "default:openai:openai-main:model:gpt-4o"),
                            entry("tfy.model.streaming", false),
                            entry("tfy.model.request_type", "ChatCompletion"),
                            entry("tfy.model.metric.input_tokens", 12L),
                            entry("tfy.model.metric.output_tokens", 7L),
                            entry("tfy.model.metric.cost_in_usd", 0.0001),
                            entry("applied_ratelimit_rule_ids", List.of("plenty")),
                            entry("applied_budget_rule_ids", List.of("everything")),
                            entry("applied_loadbalance_rule_ids", List.of()),
                            entry("http.response.status_code", 200L),
                            entry("gen_ai.system", "openai"),
                            entry("gen_ai.provider.name", "openai"),
                            entry("gen_ai.operation.name", "chat"),
                            entry("gen_ai.request.max_tokens", 200L),
                            entry("gen_ai.request.temperature", 0.1),
                            entry("gen_ai.request.top_p", 1.0),
                            entry("gen_ai.usage.input_tokens", 12L),
                            entry("gen_ai.usage.output_tokens", 7L),
                            entry("gen_ai.response.finish_reasons", List.of("stop")),
                            entry("gen_ai.response.id", "chatcmpl-mock"),
                            entry("gen_ai.prompt.0.role", "user"),
                            entry("gen_ai.completion.0.role", "assistant"),
                            entry("gen_ai.completion.0.content", "Hello from gpt-4o-2024-08-06"),
                            entry("gen_ai.completion.0.finish_reason", "stop"))
                    .containsKeys("tfy.input", "tfy.output", "tfy.input_short_hand", "tfy.model.metric.latency_in_ms");
            assertThat(text(attributes, "tfy.input")).contains(mark);
            assertThat(text(attributes, "tfy.output")).contains("Hello from gpt-4o");
            assertThat(text(attributes, "tfy.input_short_hand")).hasSizeLessThanOrEqualTo(200);
            assertThat(text(attributes, "gen_ai.prompt.0.content")).contains(mark);
            assertThat(text(attributes, "tfy.request.created_by_subject")).contains("checkout", "virtualaccount");
            assertThat(attributes.get("tfy.request.created_by_subject_teams")).isEqualTo(List.of("data"));
            assertThat(text(attributes, "tfy.request.metadata")).contains("\"order\"", "\"17\"");
            assertThat(span.events()).contains("gen_ai.user.message");
        }
        assertThat(trace.root().attributes()).contains(entry("tfy.span_type", "ChatCompletion"));
        assertThat(trace.ofType("Model").get(0).attributes())
                .contains(entry("tfy.model.request_url", on().upstream().baseUri() + "/chat/completions"))
                .containsKeys("gen_ai.input.messages", "gen_ai.output.messages", "server.address", "server.port");
    }

    @Test
    default void middlewareSpansTellWhatWasDecided() {
        Trace trace = traceOf(on().client()
                .chat(Installation.CHECKOUT, "production/safe", "x", "x-tfy-metadata", "{\"env\":\"prod\"}"));

        assertThat(trace.named("RateLimiterMiddleware").get(0).attributes())
                .contains(
                        entry("rate_limiter.model", "production/safe"),
                        entry("rate_limiter.user.subject_type", "virtualaccount"),
                        entry("rate_limiter.user.subject_slug", "checkout"),
                        entry("rate_limiter.user.tenant_name", "default"),
                        entry("rate_limiter.rules", List.of("plenty")),
                        entry("rate_limiter.rule.id", "plenty"))
                .containsKeys("rate_limiter.status", "rate_limiter.remaining", "rate_limiter.metadata");
        assertThat(trace.named("loadBalanceMiddleware").get(0).attributes())
                .contains(
                        entry("load_balance.requested_model", "production/safe"),
                        entry("load_balance.http.method", "POST"),
                        entry("user.tenantName", "default"))
                .containsKeys("load_balance.http.url", "load_balance.resolved_model");
    }

    @Test
    default void requestAndAttemptNameTheRuleThatRoutedThem() {
        Trace trace = traceOf(on().client()
                .chat(
                        Installation.CHECKOUT,
                        "local/large",
                        "x",
                        "x-tfy-metadata",
                        "{\"steer\":\"yes\",\"tier\":\"gold\"}"));

        for (ToldSpan span : List.of(trace.root(), trace.ofType("Model").get(0))) {
            assertThat(span.attributes())
                    .as(span.name())
                    .contains(
                            entry("applied_loadbalance_rule_ids", List.of("gold-elsewhere")),
                            entry("tfy.request.model_name", "local/large"));
        }
        assertThat(trace.ofType("Model"))
                .extracting(span -> span.attributes().get("tfy.model.name"))
                .containsExactly("openai-main/gpt-4o");
        assertThat(trace.named("loadBalanceMiddleware").get(0).attributes())
                .contains(
                        entry("load_balance.requested_model", "local/large"),
                        entry("load_balance.resolved_model", "openai-main/gpt-4o"));
    }

    @Test
    default void fallbackIsTheParentOfTheNextAttempt() {
        HttpResponse<String> answer = on().client()
                .chat(Installation.CHECKOUT, "nowhere/gone", "x", "x-tfy-metadata", "{\"may\":\"fall-back\"}");

        Trace trace = traceOf(answer);
        ToldSpan fallback = trace.named("fallbackRequest").get(0);
        assertThat(fallback.parentId()).isEqualTo(trace.root().spanId());
        assertThat(fallback.attributes())
                .contains(
                        entry("fallback.requested_model", "nowhere/gone"),
                        entry("fallback.resolved_model", "local/small"),
                        entry("fallback.config_id", "nowhere-to-local"),
                        entry("fallback.http.method", "POST"),
                        entry("fallback.http.url", on().upstream().baseUri() + "/chat/completions"),
                        entry("fallback.temperature", 0.25),
                        entry("fallback.max_tokens", 77L));
        List<ToldSpan> answered = trace.under(fallback);
        assertThat(answered)
                .extracting(span -> span.attributes().get("tfy.span_type"))
                .containsExactly("Model");
        assertThat(answered.get(0).attributes()).contains(entry("tfy.model.name", "local/small"));
        assertThat(trace.ofType("Model").stream().filter(span -> span.status().equals("ERROR")))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.attributes())
                        .contains(entry("error.type", "upstream_unreachable"))
                        .containsKey("tfy.error_message"));
        assertThat(trace.root().status()).isNotEqualTo("ERROR");
    }

    @Test
    default void attemptsTellWhatWasSentAndTheRequestWhatWasAsked() {
        String body = GatewayClient.body("production/safe", "x", false)
                .put("temperature", 0.9)
                .toString();

        Trace trace = traceOf(on().client().post("v1/chat/completions", Installation.CHECKOUT, body));

        assertThat(trace.root().attributes()).contains(entry("gen_ai.request.temperature", 0.9));
        assertThat(trace.ofType("Model"))
                .filteredOn(
                        span -> "openai-main/gpt-4o".equals(span.attributes().get("tfy.model.name")))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.attributes()).contains(entry("gen_ai.request.temperature", 0.5));
                    assertThat(span.attributes().get("tfy.input").toString())
                            .contains("0.5")
                            .doesNotContain("0.9");
                });
    }

    @Test
    default void streamTellsItsFirstTokenAndItsText() throws Exception {
        HttpResponse<InputStream> answer =
                on().client().stream(Installation.CHECKOUT, "local/small", "@chunks=5 @every=30 @in=9 @out=5");
        answer.body().readAllBytes();

        Trace trace = traceOf(answer);
        Map<String, Object> model = trace.ofType("Model").get(0).attributes();
        assertThat(model)
                .contains(
                        entry("tfy.model.streaming", true),
                        entry("gen_ai.request.stream", true),
                        entry("tfy.model.metric.input_tokens", 9L),
                        entry("tfy.model.metric.output_tokens", 5L),
                        entry("gen_ai.completion.0.content", "w0 w1 w2 w3 w4 "),
                        entry("gen_ai.completion.0.finish_reason", "stop"))
                .containsKeys("gen_ai.response.time_to_first_chunk");
        double first = (double) model.get("tfy.model.metric.time_to_first_token_in_ms");
        double whole = (double) model.get("tfy.model.metric.latency_in_ms");
        assertThat(first).isBetween(0.0, whole);
        assertThat(whole).isGreaterThan(100);
        assertThat((double) model.get("tfy.model.metric.inter_token_latency_in_ms"))
                .isCloseTo((whole - first) / 4, within(0.01));
    }

    @Test
    default void refusedCallIsToldWithItsError() {
        Trace trace = traceOf(on().client().chat(Installation.CHECKOUT, "openai-main/broken", "x"));

        assertThat(trace.root().status()).isEqualTo("ERROR");
        assertThat(trace.root().attributes())
                .contains(entry("http.response.status_code", 500L))
                .containsKeys("error.type", "tfy.error_message");
        assertThat(trace.ofType("Model")).as("one for each attempt").hasSize(3);
    }

    @Test
    default void backendIsToldWhoTells() {
        Trace trace = traceOf(on().client().chat(Installation.CHECKOUT, "local/small", "x"));

        assertThat(trace.root().resourceAttributes())
                .contains(entry("service.name", "tfy-llm-gateway"), entry("env", "acceptance"), entry("region", "here"))
                .containsKeys("service.version", "service.instance.id", "host.name");
        assertThat(trace.root().scope().getName()).isEqualTo("ai-gateway");
        assertThat(on().otlp().headers())
                .contains(
                        entry("x-collector-key", Installation.COLLECTOR_KEY),
                        entry("content-type", "application/x-protobuf"));
    }

    /** Whoever looks after the caller finds what was wrong with its requests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1/chat/completions|chatCompletions|{\"model\":",
                "v1/chat/completions|chatCompletions|{\"messages\":[]}",
                "v1/messages|chatCompletions|[]",
                "v1/embeddings|embeddings|{\"model\":7}"
            })
    default void requestThatCannotBeReadHasATrace(String path, String name, String body) {
        HttpResponse<String> answer = on().client().post(path, Installation.CHECKOUT, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        Trace trace = traceOf(answer);
        assertThat(trace.root().name()).isEqualTo(name);
        assertThat(trace.root().attributes())
                .contains(entry("error.type", "invalid_request_error"), entry("http.response.status_code", 400L));
        assertThat(text(trace.root().attributes(), "tfy.request.created_by_subject"))
                .contains("checkout");
    }

    @Test
    default void requestWhoseHeadersCannotBeReadHasATrace() {
        HttpResponse<String> answer = on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        GatewayClient.body("local/small", "x", false).toString(),
                        "x-tfy-metadata",
                        "{\"env\":7}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(traceOf(answer).root().attributes(), "tfy.error_message"))
                .contains("x-tfy-metadata");
    }

    private Trace traceOf(HttpResponse<?> answer) {
        String id = answer.headers().firstValue("x-tfy-trace-id").orElse("");
        assertThat(id).as("trace id of a " + answer.statusCode()).matches("[0-9a-f]{32}");
        return on().otlp().awaitTrace(id);
    }

    private static String text(Map<String, Object> attributes, String name) {
        return String.valueOf(attributes.get(name));
    }

    private static long random() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }
}
