package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that is slow, broken, or gone. */
interface UpstreamFaultTests {

    Installation on();

    @Test
    default void slowUpstreamIs504AfterTheTimeTheClientGave() {
        String mark = Installation.mark();
        long begin = System.nanoTime();
        HttpResponse<String> answer = on().client()
                .chat(Installation.CHECKOUT, "local/small", mark + " @latency=60000", "x-tfy-request-timeout", "400");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
        assertThat(answer.body()).contains("upstream_timeout");
        assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(4_000);
        Wait.until("its connection is closed", () -> on().upstream().received(mark).stream()
                .anyMatch(Exchange::aborted));
    }

    @Test
    default void firstTokenThatDoesNotComeIs408() {
        HttpResponse<String> answer = on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        GatewayClient.body("local/small", "@latency=8000", true).toString(),
                        "x-tfy-ttft-timeout-ms",
                        "300");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(408);
        assertThat(answer.body()).contains("first_token_timeout");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    default void statusOfAnUpstreamWithoutAnAlternativeIsTheClients(int status) {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "local/large", "@status=" + status + " @retry-after=1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("The upstream says " + status).doesNotContain(Installation.UPSTREAM_KEY);
    }

    @Test
    default void pageInThePlaceOfAnAnswerIs502() {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "local/small", "@html");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).doesNotContain("<html>");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void answerThatIsCompressedUnaskedIs502AndNotUnpacked(boolean streamed) {
        String mark = Installation.mark();
        HttpResponse<String> answer = on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        GatewayClient.body("local/small", mark + " @gzip=1024", streamed)
                                .toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("compressed (gzip)");
        assertThat(on().upstream().received(mark))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("accept-encoding")).contains("identity"));
        assertThat(on().client().chat(Installation.CHECKOUT, "local/small", "x").statusCode())
                .isEqualTo(200);
    }

    @Test
    default void statusOfACompressedRefusalIsTheClients() {
        HttpResponse<String> answer =
                on().client().chat(Installation.CHECKOUT, "local/large", "@gzip=1024 @status=403");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Test
    default void upstreamThatIsGoneIs502AndItsReturnIsNoticed() {
        on().upstream().stop();
        try {
            HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "local/small", "x");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        } finally {
            on().upstream().start();
        }

        Wait.until(
                "the upstream is used again",
                () -> on().client()
                                .chat(Installation.CHECKOUT, "local/small", "x")
                                .statusCode()
                        == 200);
    }

    /** Takes half a minute: all that can come of a silence is waited for at once. */
    @Test
    default void streamThatIsSilentBeforeItsFirstWordIsKeptAliveAndMayStillGoAnywhere() throws Exception {
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<String>> late = streamLater("local/small", "@latency=22000");
        CompletableFuture<HttpResponse<String>> failed = streamLater("local/large", "@latency=22000 @status=404");
        CompletableFuture<HttpResponse<String>> fallenBack = streamLater("pacing/rescued", "@latency=11000");
        CompletableFuture<HttpResponse<String>> inTime = streamLater("local/small", "@latency=12000");
        ObjectNode message = GatewayClient.body("local/large", "@latency=22000 @status=404", true)
                .put("max_tokens", 100);
        CompletableFuture<HttpResponse<String>> anthropic = CompletableFuture.supplyAsync(
                () -> on().client().post("v1/messages", Installation.CHECKOUT, message.toString()));
        CompletableFuture<HttpResponse<String>> gemini = CompletableFuture.supplyAsync(() -> on().client()
                .post(
                        "v1beta/models/local/small:streamGenerateContent?alt=sse",
                        Installation.CHECKOUT,
                        "{\"contents\":[{\"parts\":[{\"text\":\"@latency=22000\"}]}]}"));
        String gone = Installation.mark();
        RawConnection leaver = new RawConnection(on().server().baseUri());
        leaver.chat(
                Installation.CHECKOUT,
                GatewayClient.body("local/small", gone + " @latency=60000", true)
                        .toString());
        String head = leaver.readUntil(": keep-alive", 25_000);
        assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(14_500L, 24_000L);
        assertThat(head)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("x-tfy-trace-id")
                .contains("text/event-stream");
        leaver.close();
        Wait.until(
                "the silent upstream is left",
                Duration.ofSeconds(25),
                () -> on().upstream().received(gone).get(0).aborted());

        assertThat(late.join().statusCode()).isEqualTo(200);
        assertThat(late.join().body())
                .startsWith(": keep-alive\n\n")
                .contains("w0 ")
                .endsWith("data: [DONE]\n\n");
        assertThat(late.join().headers().firstValue("x-tfy-resolved-model")).isEmpty();
        assertThat(failed.join().statusCode()).isEqualTo(200);
        assertThat(failed.join().body())
                .startsWith(": keep-alive\n\n")
                .contains("data: {\"error\":", "The upstream says 404")
                .doesNotContain("[DONE]");
        assertThat(anthropic.join().body())
                .contains("event: error", "The upstream says 404")
                .doesNotContain("message_stop");
        assertThat(gemini.join().body().lines().filter(line -> !line.isEmpty()))
                .as("Google's client for Python takes a comment for JSON")
                .allMatch(line -> line.startsWith("data: {"))
                .first()
                .asString()
                .contains("\"thought\":true");
        assertThat(gemini.join().body()).contains("w2 ", "STOP");
        assertThat(fallenBack.join().body())
                .as("the first target failed after 11 s, and the second spoke after as many")
                .startsWith(": keep-alive\n\n")
                .endsWith("data: [DONE]\n\n");
        assertThat(inTime.join().body()).doesNotContain("keep-alive");
        assertThat(inTime.join().headers().firstValue("x-tfy-resolved-model")).contains("local/small");
    }

    private CompletableFuture<HttpResponse<String>> streamLater(String model, String message) {
        return on().client().chatLater(Installation.CHECKOUT, GatewayClient.body(model, message, true));
    }

    @Test
    default void streamThatBreaksBeforeItsFirstEventIsAPlainError() {
        HttpResponse<String> answer = stream("local/small", "@chunks=10 @cut=0");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    @Test
    default void errorInsideAStreamIsPassedOnAndTold() {
        HttpResponse<String> answer = stream("local/small", "@chunks=10 @every=50 @error-inside");

        assertThat(answer.body()).contains("The upstream says 500").doesNotContain("[DONE]");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().status()).isEqualTo("ERROR");
    }

    @Test
    default void oneLineOfTenMebibytesPasses() {
        int length = 10 << 20;
        HttpResponse<String> answer = stream("local/small", "@chunks=3 @line=" + length);

        assertThat(answer.body().length()).isGreaterThan(length);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    }

    private HttpResponse<String> stream(String model, String message) {
        return on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        GatewayClient.body(model, message, true).toString());
    }
}
