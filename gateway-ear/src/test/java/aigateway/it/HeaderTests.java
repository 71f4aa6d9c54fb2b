package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import aigateway.it.peer.ToldSpan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller says in headers is heeded, and what an answer says in them is so. */
interface HeaderTests {

    Installation on();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"attempts\":2,\"onStatusCodes\":[500]} | 3",
                "{\"attempts\":0} | 1",
                "{\"attempts\":3,\"onStatusCodes\":[503]} | 1"
            })
    default void callerSaysHowOftenATargetIsTried(String header, int times) {
        String mark = Installation.mark();

        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "openai-main/broken", mark, "x-tfy-retry-config", header);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(on().upstream().received(mark)).hasSize(times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-tfy-retry-config | {\"attempts\":99}",
                "x-tfy-request-timeout | soon",
                "x-tfy-ttft-timeout-ms | 0"
            })
    default void badHeaderIsNamed(String name, String value) {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "local/small", "x", name, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(GatewayClient.json(answer).at("/error/param").asText()).isEqualTo(name);
    }

    @Test
    default void accountMayStandInAHeader() {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "gpt-4o", "hello", "x-tfy-provider-name", "openai-main");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains("openai-main/gpt-4o");
    }

    /** What is a call, what is none, and what is refused before anybody knows. */
    @ParameterizedTest
    @CsvSource({
        "POST, v1/chat/completions, 200, true",
        "POST, v1/chat/completions, 401, false",
        "GET, v1/models, 200, true",
        "GET, v1/models, 401, false",
        "GET, v1/nowhere, 404, true",
        "DELETE, v1/models, 405, true",
        "GET, api/svc/v1/virtual-account, 401, false"
    })
    default void everyAnswerSaysTheIdOfItsTrace(String method, String path, int status, boolean known) {
        String key = known ? Installation.CHECKOUT : "nobody's";
        String body = method.equals("POST")
                ? GatewayClient.body("local/small", "x", false).toString()
                : "";

        HttpResponse<String> alone = on().client().ask(method, path, key, body);
        assertThat(alone.statusCode()).isEqualTo(status);
        assertThat(alone.headers().allValues("x-tfy-trace-id"))
                .hasSize(1)
                .first(STRING)
                .matches("[0-9a-f]{32}");

        String callers = UUID.randomUUID().toString().replace("-", "");
        HttpResponse<String> within =
                on().client().ask(method, path, key, body, "traceparent", "00-" + callers + "-00f067aa0ba902b7-01");
        assertThat(within.headers().allValues("x-tfy-trace-id")).containsExactly(callers);
    }

    @Test
    default void answerSaysWhereItsTimeWent() {
        String said = on().client()
                .chat(Installation.CHECKOUT, "local/small", "@latency=2000")
                .headers()
                .firstValue("server-timing")
                .orElseThrow();

        Matcher steps = Pattern.compile("auth;dur=([\\d.]+), limits;dur=([\\d.]+), model;dur=([\\d.]+)")
                .matcher(said);
        assertThat(steps.matches()).as(said).isTrue();
        assertThat(Double.parseDouble(steps.group(3))).isGreaterThanOrEqualTo(2_000);
        assertThat(Double.parseDouble(steps.group(1))).isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-main/claude", "cohere-main/command", "bedrock-main/claude"})
    default void limitsOfTheVendorsAccountArePassedOn(String model) {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, model, "hello");
        assertThat(answer.headers().firstValue("x-ratelimit-limit-tokens")).contains("4711");

        HttpResponse<String> refused = on().client().chat(Installation.CHECKOUT, model, "@status=429");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("7");
        assertThat(refused.headers().firstValue("x-ratelimit-limit-tokens")).contains("4711");
    }

    @Test
    default void usageThatNobodyToldIsMarkedAsAnEstimate() throws IOException {
        HttpResponse<String> told = on().client().chat(Installation.CHECKOUT, "local/small", "hello");
        assertThat(told.headers().firstValue("x-tfy-usage")).isEmpty();
        assertThat(estimated(told)).isNull();

        HttpResponse<String> whole = on().client().chat(Installation.CHECKOUT, "local/small", "@no-usage");
        assertThat(whole.headers().firstValue("x-tfy-usage")).contains("estimated");
        assertThat(estimated(whole)).isEqualTo(true);

        HttpResponse<InputStream> stream = on().client().stream(Installation.CHECKOUT, "local/small", "@no-usage");
        stream.body().readAllBytes();
        assertThat(estimated(stream)).isEqualTo(true);
    }

    @Test
    default void countOfTokensSaysThatItIsAnEstimate() {
        ObjectNode body = GatewayClient.body("anthropic-main/claude", "How many tokens are these?", false);
        body.put("max_tokens", 50);

        HttpResponse<String> answer =
                on().client().post("v1/messages/count_tokens", Installation.CHECKOUT, body.toString());

        assertThat(GatewayClient.json(answer).path("input_tokens").asInt()).isPositive();
        assertThat(answer.headers().firstValue("x-tfy-usage")).contains("estimated");
    }

    @Test
    default void eventsThatNobodyKnowsAreCounted() throws IOException {
        on().client().stream(Installation.CHECKOUT, "anthropic-main/claude", "hello")
                .body()
                .readAllBytes();

        String figures = on().client().get("metrics", "").body();
        Matcher count = Pattern.compile("(?m)^ai_gateway_upstream_events_unknown_total(?:\\{.*\\})? ([\\d.E]+)")
                .matcher(figures);
        assertThat(count.find()).as(figures).isTrue();
        assertThat(Double.parseDouble(count.group(1))).isPositive();
    }

    private Object estimated(HttpResponse<?> answer) {
        ToldSpan model = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow())
                .ofType("Model")
                .get(0);
        return model.attributes().get("tfy.model.metric.usage_estimated");
    }
}
