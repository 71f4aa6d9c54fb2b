package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes through stays as it is; what is the gateway's own stays with it. */
interface ChatTests {

    Installation on();

    @Test
    default void unknownFieldsPassBothWays() {
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("openai-main/gpt-4o", mark, false);
        body.put("x_new_field", 1.50).putObject("x_object").putArray("deep").add(true);

        HttpResponse<String> answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.text()).contains("\"x_new_field\":1.5").contains("\"x_object\":{\"deep\":[true]}");
        assertThat(answer.body()).isEqualTo(sent.sent()).contains("x_unknown_to_the_gateway");
    }

    @Test
    default void modelAndDefaultsAreTheAccounts() {
        String mark = Installation.mark();

        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "openai-main/renamed", mark);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode sent = on().upstream().received(mark).get(0).json();
        assertThat(sent.path("model").asText()).isEqualTo("quite-another-name");
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.25);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains("openai-main/renamed");
        assertThat(answer.headers().firstValue("x-tfy-trace-id").orElse("")).matches("[0-9a-f]{32}");
    }

    @Test
    default void headersOfTheGatewayDoNotTravelUpstream() {
        String mark = Installation.mark();

        on().client()
                .chat(
                        Installation.CHECKOUT,
                        "local/small",
                        mark,
                        "x-tfy-metadata",
                        "{\"env\":\"prod\"}",
                        "Cookie",
                        "a=b");

        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.headers().keySet())
                .noneMatch(name -> name.startsWith("x-tfy"))
                .doesNotContain("cookie");
        assertThat(sent.header("traceparent").orElse("")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        assertThat(sent.header("authorization")).as("an account without a key").isEmpty();
    }

    @Test
    default void streamArrivesAsTheUpstreamSentIt() throws IOException {
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("local/small", mark + " @chunks=20 @every=5", true);
        body.putObject("stream_options").put("include_usage", true);

        HttpResponse<String> answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body.toString());

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body())
                .isEqualTo(on().upstream().received(mark).get(0).sent());
    }

    @Test
    default void longStreamPassesToItsEnd() {
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("local/small", mark + " @chunks=5000", true);
        body.putObject("stream_options").put("include_usage", true);

        HttpResponse<String> answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body.toString());

        assertThat(answer.body()).hasSizeGreaterThan(1 << 20);
        assertThat(answer.body())
                .isEqualTo(on().upstream().received(mark).get(0).sent());
    }

    @Test
    default void usageIsCollectedAndNotLeakedWhenNobodyAsked() throws IOException {
        String mark = Installation.mark();
        HttpResponse<InputStream> answer = on().client().stream(Installation.CHECKOUT, "local/small", mark);
        String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.json().path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(sent.sent()).contains("\"usage\":{");
        assertThat(text).doesNotContain("\"prompt_tokens\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    default void firstPieceOfAStreamDoesNotWaitForTheRest() throws IOException {
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer =
                on().client().stream(Installation.CHECKOUT, "local/small", "@chunks=2 @every=10000");
        try (InputStream in = answer.body()) {
            byte[] first = new byte[4096];
            int length = in.read(first);
            long millis = (System.nanoTime() - begin) / 1_000_000;

            assertThat(new String(first, 0, length, StandardCharsets.UTF_8)).contains("w0 ");
            assertThat(millis).isLessThan(1_000);
        }
    }

    @Test
    default void weightsShareTheTraffic() {
        String mark = Installation.mark();
        for (int i = 0; i < 60; i++) {
            on().client().chat(Installation.CHECKOUT, "production/chat", mark);
        }

        List<Exchange> sent = on().upstream().received(mark);
        long small = sent.stream()
                .filter(exchange -> exchange.json().path("model").asText().equals("small"))
                .count();
        // 75 of 100 expected; outside of these bounds once in about 30,000 runs
        assertThat(sent).hasSize(60);
        assertThat(small).isBetween(31L, 57L);
    }

    @Test
    default void virtualModelAnswersToItsSlug() {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "prod-chat", "hello");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model").orElse(""))
                .startsWith("local/");
    }

    @Test
    default void nextPriorityAnswersWhenTheFirstIsBroken() {
        String mark = Installation.mark();

        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "production/safe", mark);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains("openai-main/gpt-4o");
        assertThat(on().upstream().received(mark))
                .extracting(exchange -> exchange.json().path("model").asText())
                .endsWith("gpt-4o-2024-08-06");
        assertThat(on().upstream().received(mark).stream()
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .json()
                        .path("temperature")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(on().upstream().received(mark))
                .allSatisfy(
                        exchange -> assertThat(exchange.header("x-vendor-key")).contains(Installation.VENDOR_KEY))
                .extracting(exchange -> exchange.header("x-route-key").orElse("none"))
                .endsWith(Installation.VENDOR_KEY + "-route")
                .startsWith("none");
    }

    @Test
    default void firstBalancingRuleWhoseConditionHoldsRoutesARealModel() {
        assertThat(steered("{\"steer\":\"yes\",\"tier\":\"gold\"}"))
                .as("both rules are for it")
                .isEqualTo("openai-main/gpt-4o [\"gold-elsewhere\"] gpt-4o-2024-08-06");
        assertThat(steered("{\"steer\":\"yes\",\"tier\":\"silver\"}"))
                .isEqualTo("local/small [\"all-elsewhere\"] small");
        assertThat(steered("{\"tier\":\"gold\"}")).isEqualTo("local/large [] large");
    }

    /** Which target answered, by which rules, and what the upstream was asked for. */
    private String steered(String metadata) {
        String mark = Installation.mark();
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "local/large", mark, "x-tfy-metadata", metadata);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode applied = GatewayClient.json(
                answer.headers().firstValue("x-tfy-applied-configurations").orElseThrow());
        List<Exchange> sent = on().upstream().received(mark);
        assertThat(sent).hasSize(1);
        return answer.headers().firstValue("x-tfy-resolved-model").orElseThrow()
                + ' '
                + applied.path("load_balance")
                + ' '
                + sent.get(0).json().path("model").asText();
    }

    @Test
    default void fallbackRuleAppliesWhereItsConditionHolds() {
        HttpResponse<String> with = on().client()
                .chat(Installation.CHECKOUT, "nowhere/gone", "hello", "x-tfy-metadata", "{\"may\":\"fall-back\"}");
        HttpResponse<String> without = on().client().chat(Installation.CHECKOUT, "nowhere/gone", "hello");

        assertThat(with.statusCode()).as(with.body()).isEqualTo(200);
        assertThat(with.headers().firstValue("x-tfy-resolved-model")).contains("local/small");
        assertThat(with.headers().firstValue("x-tfy-applied-configurations").orElse(""))
                .contains("nowhere-to-local");
        assertThat(without.statusCode()).isEqualTo(502);
    }

    @Test
    default void echoAnswersTheAdministrator() {
        String token = on().admin();

        HttpResponse<String> answer = on().client().chat(token, "echo/echo", "say this back");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("say this back");
    }
}
