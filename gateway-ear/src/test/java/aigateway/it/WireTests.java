package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What depends on how a server itself reads and writes: streams that break, clients that leave or do not read, bodies
 * that are too long. The models are those of no other test, since one that breaks is put last.
 */
interface WireTests {

    int MEBIBYTE = 1 << 20;

    Installation on();

    @Test
    default void streamThatBreaksEndsInAnErrorAndIsNotDone() {
        String mark = Installation.mark();
        HttpResponse<String> answer = on().client()
                .post(
                        "v1/chat/completions",
                        Installation.CHECKOUT,
                        GatewayClient.body("wire/breaking", mark + " @chunks=10 @every=20 @cut=3", true)
                                .toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("w0 ", "w1 ", "w2 ")
                .doesNotContain("[DONE]")
                .containsPattern("data: \\{\"error\":\\{[^\\n]*upstream_stream_broken[^\\n]*}}\n\n$");
        assertThat(on().upstream().received(mark)).as("nothing is replayed").hasSize(1);
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().status()).isEqualTo("ERROR");
        assertThat((long) trace.root().attributes().get("tfy.model.metric.output_tokens"))
                .as("what came is counted")
                .isPositive();
    }

    /**
     * As the JDK's client makes one in each request, but without the settings that would let a server accept it: it goes on
     * as if the offer had not been made.
     */
    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket", "tomorrow/2"})
    default void offerOfAnotherProtocolLeavesTheConnectionAsItIs(String protocol) throws IOException {
        byte[] body = GatewayClient.body("local/small", "x", false).toString().getBytes(StandardCharsets.UTF_8);
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            for (int i = 0; i < 3; i++) {
                client.send(client.head(
                                Installation.CHECKOUT,
                                "Connection: Upgrade",
                                "Upgrade: " + protocol,
                                "Content-Length: " + body.length)
                        + "\r\n");
                client.send(body);
                assertThat(client.readUntil("\"total_tokens\":15}}", 5_000))
                        .as("request " + i)
                        .startsWith("HTTP/1.1 200")
                        .doesNotContainIgnoringCase("connection: close")
                        .endsWith("\"total_tokens\":15}}");
            }
        }
    }

    @Test
    default void clientThatLeavesEndsTheUpstreamAndPaysForWhatCame() throws IOException {
        String mark = Installation.mark();
        ObjectNode body = GatewayClient.body("wire/left", mark + " @chunks=-1 @every=50", true);
        body.put("max_tokens", 1000);
        RawConnection client = new RawConnection(on().server().baseUri());
        client.chat(Installation.CHECKOUT, body.toString());
        String head = client.readUntil("w4 ", 5_000);
        long left = System.nanoTime();
        client.close();

        Exchange upstream = on().upstream().received(mark).get(0);
        Wait.until("the upstream's stream is closed", upstream::aborted);
        assertThat((upstream.abortedAt() - left) / 1_000_000).isLessThan(1_500);
        Trace trace = on().otlp().awaitTrace(traceId(head));
        ToldSpan root = trace.root();
        assertThat(root.attributes()).containsEntry("http.response.status_code", 499L);
        assertThat(root.status()).as("no error of the gateway's").isNotEqualTo("ERROR");
        assertThat((long) root.attributes().get("tfy.model.metric.output_tokens"))
                .isGreaterThanOrEqualTo(5);
        assertThat((double) root.attributes().get("tfy.model.metric.cost_in_usd"))
                .isPositive();
    }

    @Test
    default void clientThatReadsNothingHoldsTheUpstreamBack() throws Exception {
        String mark = Installation.mark();
        try (RawConnection client = new RawConnection(on().server().baseUri()).narrow()) {
            client.chat(
                    Installation.CHECKOUT,
                    GatewayClient.body("wire/unread", mark + " @chunks=-1", true)
                            .toString());
            Wait.until(
                    "the stream has begun",
                    () -> !on().upstream().received(mark).isEmpty());
            Exchange upstream = on().upstream().received(mark).get(0);
            Wait.until("the upstream waits", Duration.ofSeconds(60), () -> {
                int before = upstream.chunks();
                Thread.sleep(1_000);
                return upstream.chunks() == before;
            });

            on().say(upstream.chunks() + " pieces are under way to a client that reads nothing");
            // What the gateway may hold, and what the kernel does for it and for the upstream.
            long most = (16 << 20) + longest("tcp_rmem") + longest("tcp_wmem");
            assertThat(upstream.chunks() * 200L).isLessThan(most);
            assertThat(on().client()
                            .chat(Installation.CHECKOUT, "local/small", "x")
                            .statusCode())
                    .isEqualTo(200);
        }
        Wait.until(
                "the upstream's stream is closed",
                () -> on().upstream().received(mark).get(0).aborted());
    }

    /** Its end would be a connection cut off for having taken nothing, minutes later. */
    @Test
    default void longAnswerToASlowReaderLeavesTheConnectionToTheNext() throws Exception {
        int length = 8 * MEBIBYTE;
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.chat(
                    Installation.CHECKOUT,
                    GatewayClient.body("local/small", "@line=" + length, false).toString());
            String head = client.readUntil("\r\n\r\n", 5_000);
            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: 8388");
            Thread.sleep(1_000);
            assertThat(client.readUntil("\"total_tokens\":15}}", 20_000)).endsWith("\"total_tokens\":15}}");

            client.chat(
                    Installation.CHECKOUT,
                    GatewayClient.body("local/small", "x", false).toString());
            assertThat(client.readUntil("\"total_tokens\":15}}", 5_000))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\"total_tokens\":15}}");
        }
    }

    /** How large the kernel lets a socket's buffer grow. It tells it once: whoever reads a byte gets no second one. */
    private static long longest(String buffer) throws IOException {
        Path limits = Path.of("/proc/sys/net/ipv4", buffer);
        if (!Files.exists(limits)) {
            return 8 << 20;
        }
        String[] leastUsualMost = Files.readAllLines(limits).get(0).split("\\s+");
        assertThat(leastUsualMost).as(buffer).hasSize(3);
        return Long.parseLong(leastUsualMost[2]);
    }

    @Test
    default void bodyOf33MebibytesIs413() throws IOException {
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.send(client.head(Installation.CHECKOUT, "Content-Length: " + 33 * MEBIBYTE) + "\r\n");
            assertThat(client.status(5_000)).isEqualTo(413);
        }
        assertUnharmed();
    }

    @Test
    default void bodyOf33MebibytesInPiecesIs413() throws IOException {
        byte[] piece = new byte[MEBIBYTE];
        Arrays.fill(piece, (byte) ' ');
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.send(client.head(Installation.CHECKOUT, "Transfer-Encoding: chunked") + "\r\n");
            try {
                for (int sent = 0; sent < 33; sent++) {
                    client.send(Integer.toHexString(MEBIBYTE) + "\r\n");
                    client.send(piece);
                    client.send("\r\n");
                }
                client.send("0\r\n\r\n");
            } catch (SocketException answeredAlready) {
                // The gateway may close as soon as it has had enough; what it said is read below.
            }
            assertThat(client.status(5_000)).isEqualTo(413);
        }
        assertUnharmed();
    }

    @Test
    default void bodyOf31MebibytesPasses() {
        String mark = Installation.mark();
        String body = GatewayClient.body("local/small", mark + "x".repeat(31 * MEBIBYTE), false)
                .toString();

        var answer = on().client().post("v1/chat/completions", Installation.CHECKOUT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The room for large bodies is an eighth of the heap: four of these fill it. */
    @Test
    default void clientsThatBreakOffLeaveTheirRoomToOthers() throws Exception {
        for (int i = 0; i < 6; i++) {
            try (RawConnection client = new RawConnection(on().server().baseUri())) {
                client.send(client.head(Installation.CHECKOUT, "Content-Length: " + 30 * MEBIBYTE) + "\r\n");
                client.send(new byte[100_000]);
                Thread.sleep(200);
            }
        }

        Wait.until(
                "a large body finds room",
                () -> on().client()
                                .post(
                                        "v1/chat/completions",
                                        Installation.CHECKOUT,
                                        GatewayClient.body("local/small", "x".repeat(31 * MEBIBYTE), false)
                                                .toString())
                                .statusCode()
                        == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5"
            })
    default void lengthAndChunksTogetherHideNoRequest(String lengths) throws IOException {
        String hidden = Installation.mark();
        String body = GatewayClient.body("local/small", "seen", false).toString();
        String second = GatewayClient.body("local/small", hidden, false).toString();
        for (String path : new String[] {"/v1/chat/completions", "/admin/sign-in"}) {
            try (RawConnection client = new RawConnection(on().server().baseUri())) {
                client.send(client.headTo(path, Installation.CHECKOUT, lengths) + "\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"
                        + client.head(Installation.CHECKOUT, "Content-Length: " + second.length()) + "\r\n" + second);

                assertThat(client.all(5_000).split("HTTP/1\\.1 ")).as(path).hasSize(2);
            }
        }
        assertThat(on().upstream().received(hidden)).isEmpty();
        assertUnharmed();
    }

    @Test
    default void bodyInChunksIsReadAndTheLastOfItsConnection() throws IOException {
        String answer =
                inChunks(GatewayClient.body("local/small", "in chunks", false).toString());

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Hello from");
    }

    /** It begins on the thread that was asked, and ends on another: what came before must not be lost on the way. */
    @Test
    default void largeBodyInPiecesArrivesWhole() throws Exception {
        String mark = Installation.mark();
        String body = GatewayClient.body("local/large", mark + "x".repeat(1 << 20) + mark, false)
                .toString();
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.send(client.head(Installation.CHECKOUT, "Transfer-Encoding: chunked") + "\r\n");
            for (int at = 0; at < body.length(); at += 100_000) {
                String piece = body.substring(at, Math.min(at + 100_000, body.length()));
                client.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                Thread.sleep(10);
            }
            client.send("0\r\n\r\n");

            assertThat(client.all(10_000)).startsWith("HTTP/1.1 200");
        }
        assertThat(on().upstream().received(mark).get(0).text()).contains(mark + "x".repeat(1 << 20) + mark);
    }

    /** Over before the server's other threads have come to what they still have to say of the body. */
    @Test
    default void bodyInChunksThatIsRefusedAtOnceHarmsNoThread() throws IOException {
        int told = on().server().log().length();
        for (int i = 0; i < 300; i++) {
            assertThat(inChunks("{}")).startsWith("HTTP/1.1 400");
        }
        assertThat(on().server().log().substring(told)).doesNotContain("NullPointerException");
    }

    private String inChunks(String body) throws IOException {
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.send(client.head(Installation.CHECKOUT, "Transfer-Encoding: chunked") + "\r\n");
            client.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
            client.send("0\r\n\r\n");
            return client.all(5_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-odd: a\0b", "x-o\0dd: a", "x-odd: \u00fc\u00ff", "x-o\u00fcd: a"})
    default void headerThatIsNoneIsRefused(String header) throws IOException {
        String body = GatewayClient.body("local/small", "odd", false).toString();
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.send(client.head(Installation.CHECKOUT, header, "Content-Length: " + body.length()) + "\r\n" + body);
            assertThat(client.status(5_000)).isEqualTo(400);
        }
        assertUnharmed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/%ff", "/v1/models/%ff"})
    default void addressThatIsNoneIsRefused(String path) throws IOException {
        try (RawConnection client = new RawConnection(on().server().baseUri())) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.status(5_000)).isBetween(400, 499);
        }
        assertUnharmed();
    }

    private void assertUnharmed() {
        assertThat(on().client()
                        .chat(Installation.CHECKOUT, "local/small", "still there?")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String traceId(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-tfy-trace-id:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
