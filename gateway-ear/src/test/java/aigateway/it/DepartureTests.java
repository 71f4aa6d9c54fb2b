package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.ToldSpan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave while nothing is written to them: what was asked for them is given up all the same. */
interface DepartureTests {

    /** Keep-alive comments would notice after 15 seconds and more. */
    long SOON_MILLIS = 4_000;

    Installation on();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void clientThatLeavesBeforeAWordWasSaidIsNoticed(boolean stream) throws Exception {
        String mark = Installation.mark();
        String trace = UUID.randomUUID().toString().replace("-", "");
        RawConnection client = new RawConnection(on().server().baseUri());
        ask(client, GatewayClient.body("silent/model", mark + " @hang", stream), trace);
        Exchange upstream = waitsFor(mark);

        assertThat(upstream.aborted()).as("while its client waits").isFalse();
        long left = System.nanoTime();
        client.close();
        Wait.until("the upstream's connection is closed", upstream::aborted);

        on().say("A client that left was noticed after " + (upstream.abortedAt() - left) / 1_000_000 + " ms");
        assertThat((upstream.abortedAt() - left) / 1_000_000).isLessThan(SOON_MILLIS);
        ToldSpan root = on().otlp().awaitTrace(trace).root();
        assertThat(root.attributes()).containsEntry("http.response.status_code", 499L);
        assertThat(root.status()).as("no error of the gateway's").isNotEqualTo("ERROR");
        assertThat((long) root.attributes().get("tfy.model.metric.input_tokens"))
                .as("the prompt has gone to the vendor")
                .isPositive();
        assertThat((double) root.attributes().get("tfy.model.metric.cost_in_usd"))
                .isPositive();
        assertThat(on().upstream().received(mark)).as("nothing is tried again").hasSize(1);
    }

    /** A client that is killed, or closes a connection that it has not read to its end, resets it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void clientThatBreaksOffAtOnceIsNoticed(boolean stream) throws Exception {
        // So that the kernel's list has been read with a connection of this listener.
        on().client().chat(Installation.CHECKOUT, "silent/model", "@latency=2000");
        String mark = Installation.mark();
        RawConnection client = new RawConnection(on().server().baseUri());
        client.chat(
                Installation.CHECKOUT,
                GatewayClient.body("silent/model", mark + " @hang", stream).toString());
        Exchange upstream = waitsFor(mark);

        long left = System.nanoTime();
        client.reset();
        Wait.until("the upstream's connection is closed", upstream::aborted);

        assertThat((upstream.abortedAt() - left) / 1_000_000).isLessThan(SOON_MILLIS);
    }

    @Test
    default void clientThatLeavesAStreamThatHasFallenSilentIsNoticed() throws Exception {
        String mark = Installation.mark();
        String trace = UUID.randomUUID().toString().replace("-", "");
        RawConnection client = new RawConnection(on().server().baseUri());
        ask(client, GatewayClient.body("silent/model", mark + " @chunks=3 @every=60000", true), trace);
        client.readUntil("w0 ", 5_000);
        Exchange upstream = waitsFor(mark);

        long left = System.nanoTime();
        client.close();
        Wait.until("the upstream's connection is closed", upstream::aborted);

        assertThat((upstream.abortedAt() - left) / 1_000_000).isLessThan(SOON_MILLIS);
        ToldSpan root = on().otlp().awaitTrace(trace).root();
        assertThat(root.attributes()).containsEntry("http.response.status_code", 499L);
        assertThat((long) root.attributes().get("tfy.model.metric.output_tokens"))
                .as("what came is paid for")
                .isPositive();
    }

    @Test
    default void clientThatClosesOnlyItsOwnHalfIsTold() throws Exception {
        String whole = Installation.mark();
        String streamed = Installation.mark();
        try (RawConnection one = new RawConnection(on().server().baseUri());
                RawConnection other = new RawConnection(on().server().baseUri())) {
            one.chat(
                    Installation.CHECKOUT,
                    GatewayClient.body("silent/model", whole + " @hang", false).toString());
            other.chat(
                    Installation.CHECKOUT,
                    GatewayClient.body("silent/model", streamed + " @chunks=3 @every=60000", true)
                            .toString());
            other.readUntil("w0 ", 5_000);
            waitsFor(whole);
            waitsFor(streamed);
            one.finish();
            other.finish();

            assertThat(one.readUntil("}}", 5_000)).startsWith("HTTP/1.1 499").contains("client_closed_request");
            assertThat(other.readUntil("0\r\n\r\n", 5_000))
                    .as("no end that looks like a good one")
                    .contains("data: {\"error\":")
                    .doesNotContain("[DONE]");
        }
    }

    @Test
    default void clientThatStaysGetsItsAnswersOneAfterTheOtherOnItsConnection() throws IOException {
        try (RawConnection leaver = new RawConnection(on().server().baseUri());
                RawConnection client = new RawConnection(on().server().baseUri())) {
            leaver.chat(
                    Installation.CHECKOUT,
                    GatewayClient.body("silent/model", "@latency=3000", false).toString());
            for (String message : new String[] {"@latency=2500", "at once", "@latency=3500"}) {
                client.chat(
                        Installation.CHECKOUT,
                        GatewayClient.body("silent/model", message, false).toString());
                if (message.equals("at once")) {
                    leaver.close();
                }
                assertThat(client.readUntil("\"total_tokens\":15}}", 10_000))
                        .as(message)
                        .startsWith("HTTP/1.1 200")
                        .endsWith("\"total_tokens\":15}}");
            }
        }
    }

    @Test
    default void severalThatWaitOnOneConnectionOfHttp2AreAnswered() {
        // Where the server may speak it (Payara may not: its own locks each other out); else on connections of their
        // own.
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(on().server().baseUri().resolve("v1/chat/completions"))
                .header("Authorization", "Bearer " + Installation.CHECKOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(GatewayClient.body("silent/model", "@latency=2500", false)
                        .toString()))
                .build();

        CompletableFuture<HttpResponse<String>> one = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> other = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());

        on().say("A client that wishes HTTP/2 is answered in " + one.join().version());
        assertThat(one.join().statusCode()).isEqualTo(200);
        assertThat(other.join().statusCode()).isEqualTo(200);
    }

    private static void ask(RawConnection client, ObjectNode body, String trace) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        client.send(client.head(
                        Installation.CHECKOUT,
                        "Content-Length: " + bytes.length,
                        "traceparent: 00-" + trace + "-00f067aa0ba902b7-01")
                + "\r\n");
        client.send(bytes);
    }

    /** A second and more, in which the gateway may look. */
    private Exchange waitsFor(String mark) throws InterruptedException {
        Wait.until(
                "the upstream is asked", () -> !on().upstream().received(mark).isEmpty());
        Thread.sleep(1_200);
        return on().upstream().received(mark).get(0);
    }
}
