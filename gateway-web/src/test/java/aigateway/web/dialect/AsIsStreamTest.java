package aigateway.web.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.ErrorType;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.call.Failure;
import aigateway.web.cohere.CohereClient;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.golden.Golden;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.responses.ResponsesClient;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that its vendor ends with an error, to a client that speaks the vendor's language. */
class AsIsStreamTest {

    private static final ChatRequest ASKED = ChatRequestReader.read(
            bytes("{\"model\":\"a/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
    private static final Failure FAILURE = Failure.of(ErrorType.UPSTREAM_BROKEN, "in the gateway's words");
    private static final UnaryOperator<String> CLEAN = text -> text.replace("hunter/2", "…");
    private static final int WORDS = 100;

    /**
     * @param word an event that says a piece of text
     * @param error the last event, with a place for what it says
     */
    record Vendor(ClientDialect client, String word, String error, String type) {

        String words() {
            return word.repeat(WORDS);
        }

        AnswerStream stream() {
            return client.streamAsIs(ASKED, "a");
        }

        @Override
        public String toString() {
            return client.dialect().name();
        }
    }

    static Stream<Vendor> vendors() {
        return Stream.of(
                new Vendor(
                        ResponsesClient.INSTANCE,
                        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":4,"
                                + "\"item_id\":\"msg_1\",\"delta\":\"w \"}\n\n",
                        "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":5,\"response\":{\"id\":"
                                + "\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"%s\"}}}\n\n",
                        "server_error"),
                new Vendor(
                        ResponsesClient.INSTANCE,
                        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"w \"}\n\n",
                        "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"%s\",\"param\":null}\n\n",
                        "server_error"),
                new Vendor(
                        MessagesClient.INSTANCE,
                        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"w \"}}\n\n",
                        "event: error\ndata: {\"type\": \"error\", \"error\": {\"type\":\"overloaded_error\","
                                + "\"message\":\"%s\"}, \"request_id\":\"req_1\"}\n\n",
                        "overloaded_error"),
                new Vendor(
                        GeminiClient.INSTANCE,
                        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"w \"}]}}]}\r\n\r\n",
                        "data: {\"error\":{\"code\":503,\"message\":\"%s\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n",
                        "UNAVAILABLE"),
                new Vendor(
                        CohereClient.INSTANCE,
                        "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":0,"
                                + "\"delta\":{\"message\":{\"content\":{\"text\":\"w \"}}}}\n\n",
                        "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"TIMEOUT\","
                                + "\"error\":\"%s\"}}\n\n",
                        "TIMEOUT"));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void allThatCameBeforeAnErrorPassesAndThenTheVendorsOwnEventAndNothingElse(Vendor vendor) {
        String error = vendor.error().formatted("busy");
        byte[] came = bytes(vendor.words() + error + vendor.word() + "data: [DONE]\n\n");
        for (int step : new int[] {1, 7, 1000, came.length}) {
            AnswerStream stream = vendor.stream();

            assertThat(Golden.inPieces(stream::read, came, step)).isEqualTo(vendor.words());
            assertThat(event(stream)).isEqualTo(error);
            assertThat(stream.rest()).isEmpty();
            assertThat(stream.isDone()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void errorIsOneThoughNonsenseFollowsIt(Vendor vendor) {
        AnswerStream stream = vendor.stream();
        stream.read(bytes(vendor.words() + vendor.error().formatted("busy") + "data: {oops\n\n"));

        assertThat(stream.errorBody()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void errorIsHeardWithWhatTheVendorCallsIt(Vendor vendor) {
        AnswerStream stream = vendor.stream();
        stream.read(bytes(vendor.words() + vendor.error().formatted("busy")));

        assertThat(stream.errorBody()).isNotNull();
        assertThat(stream.errorBody().message()).isEqualTo("busy");
        assertThat(stream.errorBody().type()).isEqualTo(vendor.type());
        assertThat(stream.errorBody().code()).isEqualTo(vendor.type());
        assertThat(stream.content().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatWasSentInConfidenceIsTakenOutHoweverItIsWritten(Vendor vendor) {
        for (String key : new String[] {"hunter/2", "hunter\\/2", "hunter\\u002f2"}) {
            AnswerStream stream = vendor.stream();
            stream.read(bytes(vendor.words() + vendor.error().formatted("not " + key)));

            assertThat(event(stream).replace(" ", ""))
                    .isEqualTo(vendor.error().formatted("not …").replace(" ", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void clientKnowsTheEventWhateverIsTakenOut(Vendor vendor) {
        AnswerStream stream = vendor.stream();
        stream.read(bytes(vendor.words() + vendor.error().formatted("busy")));
        UnaryOperator<String> clean = text -> text.replaceAll("\\b(error|response.failed|message-end|req_1)\\b", "…");

        String event = new String(stream.errorEvent(FAILURE, clean), StandardCharsets.UTF_8);

        assertThat(event.lines().filter(line -> line.startsWith("event:")).toList())
                .isEqualTo(vendor.error()
                        .lines()
                        .filter(line -> line.startsWith("event:"))
                        .toList());
        assertThat(event).contains("busy").doesNotContain("req_1", "\"type\":\"…\"", "\"…\":");
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void errorWithoutABlankLineAtItsEndIsOne(Vendor vendor) {
        String error = vendor.error().formatted("busy");
        AnswerStream stream = vendor.stream();
        stream.read(bytes(vendor.words() + error.stripTrailing()));

        assertThat(stream.isComplete()).isFalse();
        assertThat(stream.error()).isEqualTo("busy");
        assertThat(stream.rest()).isEmpty();
        assertThat(event(stream)).isEqualTo(error.stripTrailing() + "\n\n");
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatIsSaidInOneEventWithTheErrorIsNoPartOfIt(Vendor vendor) {
        String error = vendor.error().formatted("busy");
        AnswerStream stream = vendor.stream();
        String end = error.substring(error.stripTrailing().length());
        stream.read(bytes(vendor.words() + error.stripTrailing() + "\ndata: [DONE]" + end));

        assertThat(event(stream).replace(" ", "")).isEqualTo(error.replace(" ", ""));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void errorOfWhichTheBeginningHasPassedIsFollowedByTheGatewaysWords(Vendor vendor) {
        AnswerStream stream = vendor.stream();
        String error = vendor.error().formatted("x".repeat(300_000));

        String said = Golden.inPieces(stream::read, bytes(vendor.words() + error), 8000);

        assertThat(said).startsWith(vendor.words());
        assertThat((vendor.words() + error).startsWith(said)).isTrue();
        assertThat(stream.error()).startsWith("xxx");
        assertThat(event(stream)).startsWith("\n\n").contains(FAILURE.message());
    }

    @Test
    void restOfALongErrorIsNotTakenForOne() {
        AnswerStream stream = MessagesClient.INSTANCE.streamAsIs(ASKED);
        String error = "data: {\"type\":\"error\",\"error\":{\"message\":\"" + "x".repeat(300_000)
                + "\",\ndata: \"type\":\"overloaded_error\"}}\n\n";

        Golden.inPieces(stream::read, bytes(error), error.length() - 40);

        assertThat(stream.error()).startsWith("xxx");
        assertThat(event(stream)).contains(FAILURE.message());
    }

    @Test
    void longEventBeforeTheErrorPassesWhole() {
        Vendor vendor = vendors().skip(2).findFirst().orElseThrow();
        AnswerStream stream = vendor.stream();
        String before = vendor.word().replace("w ", "w".repeat(300_000));
        String error = vendor.error().formatted("busy");

        assertThat(Golden.inPieces(stream::read, bytes(before + error), 8000)).isEqualTo(before);
        assertThat(event(stream)).isEqualTo(error);
    }

    private static String event(AnswerStream stream) {
        return new String(stream.errorEvent(FAILURE, CLEAN), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
