package aigateway.otlp.backend;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.otlp.FakeBackend;
import aigateway.otlp.TestMessages;
import aigateway.outbound.AddressPolicy;
import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBackendTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final FakeBackend server = new FakeBackend();
    private final HttpBackend backend =
            new HttpBackend(server.exporter("x"), new AddressPolicy(List.of("127.0.0.1")), InstantSource.fixed(NOON));

    @AfterEach
    void stop() {
        backend.close();
        server.close();
    }

    @Test
    void requestIsCompressedProtobufWithTheExportersHeaders() {
        ExportTraceServiceRequest spans = TestMessages.request("a");
        assertThat(backend.post(spans)).isEqualTo(new Answer.Accepted(0, ""));
        assertThat(server.requests).containsExactly(spans);
        assertThat(server.headers.get(0))
                .containsEntry("Content-type", List.of("application/x-protobuf"))
                .containsEntry("Content-encoding", List.of("gzip"))
                .containsEntry("Authorization", List.of("Bearer let-me-in"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void backendThatIsBusyIsAskedLater(int status) {
        server.reply = FakeBackend.body(status, "try again\n".getBytes(StandardCharsets.UTF_8));
        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Later(Optional.empty(), "HTTP " + status + ": try again"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 403, 404, 413, 500, 501})
    void anythingElseIsNotRepeated(int status) {
        server.reply = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        };
        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Refused("HTTP " + status));
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json"})
    void credentialThatIsRepeatedIsNotTold(String type) {
        String words = "invalid token 'let-me-in' in Bearer let-me-in";
        String body = type.equals("text/plain") ? words : "{\"code\":16,\"message\":\"" + words + "\"}";
        server.reply = typed(401, type, body.getBytes(StandardCharsets.UTF_8));

        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Refused("HTTP 401: invalid token '…' in …"));
    }

    @Test
    void longAnswerIsCutWhereNoCredentialIs() {
        server.reply = FakeBackend.body(503, ("x".repeat(295) + "let-me-in").getBytes(StandardCharsets.UTF_8));

        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Later(Optional.empty(), "HTTP 503: " + "x".repeat(295) + "…"));
    }

    @Test
    void credentialInAPartialSuccessIsNotTold() {
        server.reply = typed(
                200,
                "application/json",
                "{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"let-me-in may not\"}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Accepted(1, "… may not"));
    }

    @Test
    void backendSaysWhen() {
        server.reply = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(429, -1);
        };
        assertThat(backend.post(TestMessages.request("a")))
                .isEqualTo(new Answer.Later(Optional.of(Duration.ofSeconds(7)), "HTTP 429"));
    }

    @Test
    void connectionThatIsCutIsTriedAgain() {
        server.reply = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
        assertThat(backend.post(TestMessages.request("a"))).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 503})
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answerWithoutAnEndIsNotReadToIt(int status) {
        server.reply = exchange -> send(exchange, status, new byte[8192], 0);

        Answer answer = backend.post(TestMessages.request("a"));

        switch (status) {
            case 200 -> assertThat(answer).isEqualTo(new Answer.Accepted(0, ""));
            case 400 -> assertThat(answer).isInstanceOf(Answer.Refused.class);
            default -> assertThat(answer).isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answerThatComesByteByByteIsTriedAgain() {
        server.reply = exchange -> send(exchange, 200, new byte[1], 100);

        try (HttpBackend hasty = new HttpBackend(
                server.exporter("x"),
                new AddressPolicy(List.of("127.0.0.1")),
                InstantSource.fixed(NOON),
                Duration.ofSeconds(1))) {
            assertThat(hasty.post(TestMessages.request("a")))
                    .isEqualTo(new Answer.Later(Optional.empty(), "No answer within 1 s"));
        }
    }

    /** Until the client goes away. */
    private static void send(HttpExchange exchange, int status, byte[] piece, long pauseMillis) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        while (true) {
            exchange.getResponseBody().write(piece);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofMillis(pauseMillis).toNanos());
        }
    }

    @Test
    void connectionWhoseAnswerWasReadToItsEndIsUsedAgain() {
        Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
        server.reply = exchange -> {
            connections.add(exchange.getRemoteAddress());
            FakeBackend.body(200, new byte[64 * 1024]).to(exchange);
        };

        backend.post(TestMessages.request("a"));
        backend.post(TestMessages.request("b"));

        assertThat(server.requests).hasSize(2);
        assertThat(connections).hasSize(1);
    }

    @Test
    void nobodyListeningIsTriedAgain() {
        server.close();
        assertThat(backend.post(TestMessages.request("a"))).isInstanceOf(Answer.Later.class);
    }

    @Test
    void partialSuccessSaysHowManyWereRejected() {
        server.reply = typed(
                200,
                "application/x-protobuf",
                ExportTraceServiceResponse.newBuilder()
                        .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                .setRejectedSpans(3)
                                .setErrorMessage("too old"))
                        .build()
                        .toByteArray());
        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Accepted(3, "too old"));
    }

    @Test
    void answerThatIsNoProtobufIsAnAnswer() {
        server.reply = FakeBackend.body(200, "{\"ok\":true}".getBytes(StandardCharsets.UTF_8));
        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Accepted(0, ""));
    }

    @Test
    void jsonIsJsonInBothDirections() {
        try (Backend json = Backend.of(
                server.exporter("x", "json"), new AddressPolicy(List.of("127.0.0.1")), InstantSource.fixed(NOON))) {
            server.reply = typed(
                    200,
                    "application/json; charset=utf-8",
                    "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too old\"}}"
                            .getBytes(StandardCharsets.UTF_8));
            ExportTraceServiceRequest spans = TestMessages.request("a");
            assertThat(json.post(spans)).isEqualTo(new Answer.Accepted(3, "too old"));
            assertThat(server.requests).containsExactly(spans);
            assertThat(server.headers.get(0))
                    .containsEntry("Content-type", List.of("application/json"))
                    .containsEntry("Content-encoding", List.of("gzip"));
            server.reply = typed(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(json.post(spans)).isEqualTo(new Answer.Accepted(0, ""));
            server.reply = typed(
                    400,
                    "application/json",
                    "{\"code\":3,\"message\":\"no  such\\ntoken\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(json.post(spans)).isEqualTo(new Answer.Refused("HTTP 400: no such token"));
        }
    }

    @Test
    void statusInProtobufIsReadable() {
        byte[] status = {8, 3, 18, 8, 'b', 'a', 'd', ' ', 's', 'p', 'a', 'n'};
        server.reply = typed(400, "application/x-protobuf", status);
        assertThat(backend.post(TestMessages.request("a"))).isEqualTo(new Answer.Refused("HTTP 400: bad span"));
    }

    private static FakeBackend.Reply typed(int status, String type, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            FakeBackend.body(status, body).to(exchange);
        };
    }

    @Test
    void addressThatNobodyAllowedIsNotCalled() {
        try (HttpBackend refused =
                new HttpBackend(server.exporter("x"), new AddressPolicy(List.of()), InstantSource.fixed(NOON))) {
            assertThat(refused.post(TestMessages.request("a")))
                    .isInstanceOfSatisfying(Answer.Refused.class, answer -> assertThat(answer.reason())
                            .contains("GATEWAY_ALLOWED_PRIVATE_HOSTS"));
        }
        assertThat(server.requests).isEmpty();
    }
}
