package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often, and for how much. */
interface RuleTests {

    Installation on();

    @Test
    default void limitIsToldOnSuccessAndNamedWhenItIsReached() {
        long begin = System.nanoTime();
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = on().client().chat(Installation.HASTY, "openai-main/gpt-4o", "x");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("3");
            assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo(String.valueOf(left));
        }

        HttpResponse<String> answer = on().client().chat(Installation.HASTY, "openai-main/gpt-4o", "x");

        assertThat(answer.statusCode()).isEqualTo(429);
        JsonNode error = GatewayClient.json(answer).path("error");
        assertThat(error.path("type").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(error.path("message").asText()).contains("hasty-three");
        // The first call counts for a minute, and until the last of the same second does not count.
        int passed = (int) ((System.nanoTime() - begin) / 1_000_000_000);
        assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(59 - passed, 60);
        assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
    }

    @Test
    default void limitOfAModelHoldsByWhateverNameItIsCalled() {
        assertThat(detour("production/safe", "real").statusCode()).isEqualTo(200);
        assertThat(detour("openai-main/gpt-4o", "real").statusCode()).isEqualTo(200);
        HttpResponse<String> third = detour("production/safe", "real");
        assertThat(third.statusCode()).as(third.body()).isEqualTo(429);
        assertThat(third.body()).contains("detour-real");

        assertThat(detour("prod-chat", "slug").statusCode()).isEqualTo(200);
        assertThat(detour("prod-chat", "slug").statusCode()).isEqualTo(429);
    }

    private HttpResponse<String> detour(String model, String label) {
        return on().client()
                .chat(Installation.CHECKOUT, model, "x", "x-tfy-metadata", "{\"detour\":\"" + label + "\"}");
    }

    @Test
    default void tokensAreCorrectedToWhatWasUsed() {
        ObjectNode modest = GatewayClient.body("local/small", "@in=100 @out=700", false);
        modest.put("max_tokens", 100);

        HttpResponse<String> first = chat(Installation.WORDY, modest);
        HttpResponse<String> second = chat(Installation.WORDY, modest);
        HttpResponse<String> third = chat(Installation.WORDY, modest);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        // 800 of 1000 are used, though only about 110 were estimated: the next 110 still fit
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(third.statusCode()).as(third.body()).isEqualTo(429);
        assertThat(third.body()).contains("wordy-thousand");
    }

    @Test
    default void exactlyAsManyPassAsTheLimitSaysHoweverManyCome() {
        List<Integer> statuses =
                together(200, Installation.CROWD, GatewayClient.body("local/small", "@latency=50", false));

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(100);
    }

    @Test
    default void budgetIsToldWhenItIsSpent() {
        ObjectNode dollar = GatewayClient.body("local/dear", "@out=1000", false).put("max_tokens", 1000);

        HttpResponse<String> first = chat(Installation.POOR, dollar);
        HttpResponse<String> second = chat(Installation.POOR, dollar);
        HttpResponse<String> third = chat(Installation.POOR, dollar);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(third.statusCode()).as(third.body()).isEqualTo(429);
        JsonNode error = GatewayClient.json(third).path("error");
        assertThat(error.path("type").asText()).isEqualTo("budget_exceeded");
        assertThat(error.path("message").asText()).contains("poor-two-dollars").matches("(?s).*\\d{4}-\\d\\d-\\d\\d.*");
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        Trace trace = on().otlp()
                .awaitTrace(third.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().attributes().get("applied_budget_rule_ids").toString())
                .contains("poor-two-dollars");
        assertThat(trace.named("RateLimiterMiddleware")
                        .get(0)
                        .attributes()
                        .values()
                        .toString())
                .as("a budget is no rate limit")
                .contains("allowed")
                .doesNotContain("poor-two-dollars");
    }

    @Test
    default void budgetIsNotOverrunByRacing() {
        String mark = Installation.mark();
        ObjectNode dollar = GatewayClient.body("local/dear", mark + " @out=1000 @latency=200", false)
                .put("max_tokens", 1000);

        List<Integer> statuses = together(100, Installation.FAMILY, dollar);

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
        assertThat(on().upstream().received(mark)).hasSize(10);
    }

    @Test
    default void spendIsToldToTheAdministrator() {
        chat(
                Installation.CHECKOUT,
                GatewayClient.body("local/dear", "@out=250", false).put("max_tokens", 1000));
        String token = on().admin();

        Wait.until("the use of the budget is told", () -> on().client()
                .get("api/svc/v1/llm-gateway/config/budget/usage", token)
                .body()
                .contains("everything"));
        assertThat(on().client()
                        .get("api/svc/v1/llm-gateway/config/budget/usage", Installation.CHECKOUT)
                        .statusCode())
                .isIn(401, 403);
    }

    private HttpResponse<String> chat(String key, ObjectNode body) {
        return on().client().post("v1/chat/completions", key, body.toString());
    }

    private List<Integer> together(int calls, String key, ObjectNode body) {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, calls)
                .mapToObj(call -> on().client().chatLater(key, body))
                .toList();
        return answers.stream().map(answer -> answer.join().statusCode()).toList();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }
}
