package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no client library would send. */
interface BodyFaultTests {

    String SMALL = GatewayClient.body("local/small", "x", false).toString();

    Installation on();

    @Test
    default void nestingWithoutEndIsRefused() {
        String deep = "{\"model\":\"local/small\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"deep\":"
                + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(on().client()
                        .post("v1/chat/completions", Installation.CHECKOUT, deep)
                        .statusCode())
                .isEqualTo(400);
        assertUnharmed();
    }

    @Test
    default void fieldThatIsThereTwiceIsRefused() {
        String twice =
                "{\"model\":\"local/small\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"model\":\"board-only/gpt-4o\"}";

        assertThat(on().client()
                        .post("v1/chat/completions", Installation.CHECKOUT, twice)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    default void textThatIsNoUtf8IsRefused() throws IOException {
        byte[] body = "{\"model\":\"local/small\",\"messages\":[{\"role\":\"user\",\"content\":\"????\"}]}"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xC3 : body[i];
        }
        try (RawConnection client = connect()) {
            client.send(client.head(Installation.CHECKOUT, "Content-Length: " + body.length) + "\r\n");
            client.send(body);
            assertThat(client.status(5_000)).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nTransfer-Encoding: chunked"
            })
    default void lengthThatContradictsItselfIsRefused(String lengths) throws IOException {
        try (RawConnection client = connect()) {
            client.send(client.head(Installation.CHECKOUT, lengths) + "\r\n0\r\n\r\n");
            assertThat(client.status(5_000)).isBetween(400, 499);
        }
        assertUnharmed();
    }

    @Test
    default void headerOf64KibibytesIsRefused() throws IOException {
        try (RawConnection client = connect()) {
            try {
                client.send(client.head(Installation.CHECKOUT, "X-Long: " + "x".repeat(64 * 1024), "Content-Length: 0")
                        + "\r\n");
            } catch (SocketException answeredAlready) {
                // The gateway may close as soon as it has had enough; what it said is read below.
            }
            assertThat(client.readUntil("}}", 5_000)).startsWith("HTTP/1.1 431").containsIgnoringCase("'x-long'");
        }
        assertUnharmed();
    }

    @Test
    default void keyOf64KibibytesIsTheSame401() throws IOException {
        try (RawConnection client = connect()) {
            client.chat("x".repeat(64 * 1024), "{}");
            String answer = client.readUntil("}}", 5_000);
            assertThat(answer).startsWith("HTTP/1.1 401").contains("The API key is missing or not valid.");
        }
        assertUnharmed();
    }

    @Test
    default void manyHeadersAreNoReasonToRefuse() throws IOException {
        StringBuilder many = new StringBuilder("Content-Length: 2");
        for (int i = 0; i < 150; i++) {
            many.append("\r\nX-").append(i).append(": y");
        }
        try (RawConnection client = connect()) {
            client.send(client.head(Installation.CHECKOUT, many.toString()) + "\r\n{}");
            assertThat(client.readUntil("}}", 5_000)).contains("'model'");
        }
    }

    @Test
    default void keyWithLineBreaksOrQuotesIsAnOrdinary401() throws IOException {
        for (String key : new String[] {"\"' OR ''='", "a\u0000b", "\u00fc\u00ff"}) {
            try (RawConnection client = connect()) {
                client.chat(key, "{}");
                assertThat(client.status(5_000)).as(key).isIn(400, 401);
            }
        }
        assertUnharmed();
    }

    /** More than the server has threads: none of them may belong to who only begins to speak. */
    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, application/json, {",
        "/v1/messages, application/json, {",
        "/api/svc/v1/login, application/json, {",
        "/admin/sign-in, application/x-www-form-urlencoded, signIn=si"
    })
    default void bodiesThatCrawlHoldNobodyUp(String path, String type, String beginning) throws IOException {
        RawConnection[] slow = new RawConnection[80];
        // The page for whoever finds no room must not read the form either.
        String accept = path.startsWith("/admin") ? "\r\nAccept: text/html" : "";
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = connect();
                slow[i].send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + accept
                        + "\r\nAuthorization: Bearer " + Installation.CHECKOUT + "\r\nContent-Length: 5000\r\n\r\n"
                        + beginning);
            }
            for (int i = 0; i < 3; i++) {
                long began = System.nanoTime();
                assertThat(on().client().get("health/live", "").statusCode()).isEqualTo(200);
                assertUnharmed();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }
        } finally {
            for (RawConnection connection : slow) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/api/svc/v1/login", "api/llm/api/svc/v1/login"})
    default void noOtherAddressLeadsAroundWhoWaitsForBodies(String path) {
        assertThat(on().client().post(path, Installation.CHECKOUT, "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    default void requestsInOnePieceAreAnsweredInTurn() throws IOException {
        try (RawConnection client = connect()) {
            client.send(whole(client, Installation.CHECKOUT)
                    + whole(client, "not-a-key")
                    + whole(client, Installation.CHECKOUT, "Connection: close"));

            assertThat(client.all(5_000).split("HTTP/1.1 "))
                    .satisfiesExactly(
                            before -> assertThat(before).isEmpty(),
                            first -> assertThat(first).startsWith("200"),
                            second -> assertThat(second).startsWith("401"),
                            third -> assertThat(third).startsWith("200"));
        }
    }

    /**
     * Whoever ends an answer finds the next request behind it, and is not to wait for its body. There are fewer of them
     * than bodies that the gateway waits for with a thread of the server's.
     */
    @Test
    default void requestWithoutItsBodyInOnePieceWithAnotherHoldsNobodyUp() throws IOException {
        RawConnection[] slow = new RawConnection[6];
        try (RawConnection other = connect()) {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = connect();
                slow[i].send(whole(slow[i], Installation.CHECKOUT)
                        + slow[i].head(Installation.CHECKOUT, "Content-Length: " + SMALL.length()) + "\r\n");
                assertAnswered(slow[i]);
            }
            for (int i = 0; i < 20; i++) {
                other.send(whole(other, Installation.CHECKOUT));
                assertAnswered(other);
            }
            for (RawConnection each : slow) {
                each.send(SMALL);
                assertAnswered(each);
            }
        } finally {
            for (RawConnection connection : slow) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
    }

    /** The container brings such a body piece by piece, and has yet to look after its request when the last has come. */
    @Test
    default void requestBehindALargeOneThatIsRefusedKeepsItsBody() throws IOException, InterruptedException {
        String refused = "{\"model\":\"local/none\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "x".repeat(100_000) + "\"}]}";
        for (int i = 0; i < 20; i++) {
            try (RawConnection client = connect()) {
                client.send(client.head(Installation.CHECKOUT, "Content-Length: " + refused.length()) + "\r\n"
                        + refused.substring(0, 80_000));
                Thread.sleep(50);
                client.send(refused.substring(80_000)
                        + client.head(Installation.CHECKOUT, "Content-Length: " + SMALL.length()) + "\r\n"
                        + SMALL.substring(0, 10));
                assertThat(client.readUntil("}}", 5_000)).startsWith("HTTP/1.1 404");
                client.send(SMALL.substring(10));
                assertAnswered(client);
            }
        }
    }

    private static String whole(RawConnection client, String key, String... lines) {
        return client.head(key, lines) + "Content-Length: " + SMALL.length() + "\r\n\r\n" + SMALL;
    }

    private static void assertAnswered(RawConnection client) throws IOException {
        assertThat(client.readUntil("\"total_tokens\":15}}", 5_000)).startsWith("HTTP/1.1 200");
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(on().server().baseUri());
    }

    private void assertUnharmed() {
        assertThat(on().client()
                        .chat(Installation.CHECKOUT, "local/small", "still there?")
                        .statusCode())
                .isEqualTo(200);
    }
}
