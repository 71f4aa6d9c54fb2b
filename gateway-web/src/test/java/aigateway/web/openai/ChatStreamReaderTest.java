package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatStreamReaderTest {

    private static final String USAGE =
            "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":1}}}\n\n";
    private static final String TEXT =
            "data: {\"id\":\"c1\",\"model\":\"gpt\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hé\"}}]}\n\n"
                    + ": a comment\n\n"
                    + "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":null}],\"usage\":null}\n\n"
                    + "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n";
    private static final String DONE = "data: [DONE]\n\n";

    private static String through(ChatStreamReader reader, String stream, int step) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += step) {
            passed.writeBytes(reader.read(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step))));
        }
        return passed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 100_000})
    void bytesLeaveAsTheyCameHoweverTheyAreCut(int step) {
        ChatStreamReader reader = new ChatStreamReader(false);

        assertThat(through(reader, TEXT + USAGE + DONE, step)).isEqualTo(TEXT + USAGE + DONE);
        assertThat(reader.isDone()).isTrue();
        assertThat(reader.usage()).isEqualTo(new Usage(9, 3, 4, 0, 0, 1, 0, 0, false));
        assertThat(reader.content().answer().finishReasons()).containsExactly("stop");
        assertThat(new String(reader.content().toJson(), StandardCharsets.UTF_8))
                .contains("\"content\":\"Héllo\"", "\"finish_reason\":\"stop\"", "\"model\":\"gpt\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 61, 100_000})
    void usageThatTheClientDidNotAskForIsTakenOut(int step) {
        ChatStreamReader reader = new ChatStreamReader(true);

        assertThat(through(reader, TEXT + USAGE + DONE, step)).isEqualTo(TEXT + DONE);
        assertThat(reader.usage()).isNotNull();
    }

    /** A stream that is cut before it told its usage is paid for by what came, thoughts as well. */
    @ParameterizedTest
    @CsvSource({"content, x, 76", "content, \u4f60, 226", "reasoning_content, \u4f60, 226", "refusal, \u00e9, 151"})
    void tokensThatCameAreEstimatedInEveryScript(String field, String character, long tokens) {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(
                reader,
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"" + field + "\":\"" + character.repeat(300)
                        + "\"}}]}\n\n",
                100_000);

        assertThat(reader.content().outputTokens()).isEqualTo(tokens);
    }

    /** Servers that repeat a call's name with each piece of its arguments do not mean that the model wrote it again. */
    @Test
    void callsCountWithTheirNamesAndEachNameOnce() {
        String piece = "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call\","
                + "\"function\":{\"name\":\"get_weather_\",\"arguments\":\"12345678\"}}]}}]}\n\n";
        ChatStreamReader reader = new ChatStreamReader(false);
        through(reader, piece.repeat(3), 1000);

        assertThat(reader.content().outputTokens()).isEqualTo((12 + 3 * 8) / 4 + 1);
    }

    @Test
    void readerThatOnlyCountsKeepsNoText() {
        ChatStreamReader keeping = new ChatStreamReader(false);
        ChatStreamReader counting = ChatStreamReader.counting();
        through(keeping, TEXT + DONE, 1000);
        through(counting, TEXT + DONE, 1000);

        assertThat(counting.content().outputTokens())
                .isPositive()
                .isEqualTo(keeping.content().outputTokens());
        assertThat(new String(counting.content().toJson(), StandardCharsets.UTF_8))
                .contains("\"content\":\"\"");
    }

    /** Groq's last chunk, which tells the usage whether it was asked for or not. */
    @Test
    void usageThatGroqTellsInAFieldOfItsOwnIsRead() {
        String last =
                "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"req\","
                        + "\"usage\":{\"queue_time\":0.1,\"prompt_tokens\":9,\"completion_tokens\":3}}}\n\n";
        ChatStreamReader reader = new ChatStreamReader(true);

        assertThat(through(reader, last + DONE, 9)).isEqualTo(last + DONE);
        assertThat(reader.usage()).isEqualTo(new Usage(9, 3, 0, 0, 0, 0, 0, 0, false));
    }

    @Test
    void halfAnEventIsHeldBack() {
        ChatStreamReader reader = new ChatStreamReader(false);

        assertThat(through(reader, TEXT + "data: {\"choi", 1000)).isEqualTo(TEXT);
        assertThat(reader.isComplete()).isTrue();
        assertThat(reader.rest()).isEqualTo("data: {\"choi".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStreamWithoutItsEndIsNotComplete() {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(reader, TEXT.substring(0, TEXT.indexOf(": a comment")), 1000);

        assertThat(reader.isComplete()).isFalse();
        assertThat(reader.hasContent()).isTrue();
    }

    @Test
    void aStreamThatEndsInTheMiddleOfItsSecondChoiceIsNotComplete() {
        ChatStreamReader reader = new ChatStreamReader(false);
        String two = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n"
                + "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}\n\n";
        String first = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

        through(reader, two + first + first, 1000);
        assertThat(reader.isComplete()).isFalse();

        through(reader, first.replace("\"index\":0", "\"index\":1"), 1000);
        assertThat(reader.isComplete()).isTrue();
    }

    @Test
    void aFinishReasonBelongsToItsChoiceWhereverTheIndexStands() {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(reader, "data: {\"choices\":[{\"finish_reason\":\"stop\",\"index\":1,\"delta\":{}}]}\n\n", 1000);

        assertThat(reader.isComplete()).isTrue();
        assertThat(new String(reader.content().toJson(), StandardCharsets.UTF_8))
                .contains("\"choices\":[{\"index\":1,", "\"finish_reason\":\"stop\"");
    }

    @Test
    void nothingPassesFromAnErrorOn() {
        for (int piece : new int[] {1, 7, 1000}) {
            ChatStreamReader reader = new ChatStreamReader(false);
            String before = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";

            assertThat(through(
                            reader,
                            before + "data: {\"error\":{\"message\":\"overloaded\"}}\n\ndata: [DONE]\n\n",
                            piece))
                    .isEqualTo(before);
            assertThat(reader.error()).isEqualTo("overloaded");
            assertThat(reader.isDone()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"m\",\"type\":\"server_error\",\"param\":null,\"code\":null} | m | server_error | |",
                "{\"code\":503,\"message\":\"m\",\"param\":\"seed\"} | m | | seed | 503",
                "{\"type\":\"t\",\"more\":{\"message\":\"x\"}} | an error without a message | t | |",
                "\"plain\" | plain | | |"
            })
    void anErrorIsHeardWithItsTypeParameterAndCode(
            String error, String message, String type, String param, String code) {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(reader, "data: {\"error\":" + error + "}\n\n", 1000);

        assertThat(reader.errorBody()).isEqualTo(new ErrorBody(message, type, param, code));
    }

    @Test
    void noErrorIsNone() {
        ChatStreamReader reader = new ChatStreamReader(false);

        assertThat(through(reader, "data: {\"error\":null,\"choices\":[]}\n\n", 1000))
                .isNotEmpty();
        assertThat(reader.errorBody()).isNull();
    }

    @Test
    void anErrorEventStandsApartFromALineThatWasNotFinished() {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(reader, "data: " + "y".repeat(300_000), 1000);

        assertThat(new String(reader.broken("cut"), StandardCharsets.UTF_8)).startsWith("\n\ndata: {\"error\"");
    }

    @Test
    void aLineWithoutEndPassesInBoundedMemory() {
        ChatStreamReader reader = new ChatStreamReader(true);
        String line = "data: " + "x".repeat(3 * ChatStreamReader.MOST_HELD);

        assertThat(through(reader, line, 10_000).length())
                .isGreaterThan(line.length() - ChatStreamReader.MOST_HELD - 10_000);
        assertThat(through(reader, "\n\n" + DONE, 10_000)).endsWith(DONE);
        assertThat(reader.isDone()).isTrue();
    }

    @Test
    void toolCallsAreAssembled() {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(
                reader,
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]}}]}\n\n"
                        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}}]}\n\n"
                        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Brno\\\"}\"}}]}}]}\n\n",
                1000);

        assertThat(new String(reader.content().toJson(), StandardCharsets.UTF_8))
                .contains("\"id\":\"call_1\"", "\"name\":\"weather\"", "\"arguments\":\"{\\\"city\\\":\\\"Brno\\\"}\"");
    }

    private static String delta(String field, String text) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"" + field + "\":\"" + text + "\"}}]}\n\n";
    }

    private static JsonNode message(String stream) {
        ChatStreamReader reader = new ChatStreamReader(false);
        through(reader, stream, 100_000);
        return Json.object(reader.content().toJson()).at("/choices/0/message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning_content", "reasoning"})
    void reasoningIsKeptApartFromTheAnswer(String field) {
        JsonNode message = message(delta(field, "Let me ") + delta(field, "think.") + delta("content", "Yes."));

        assertThat(message.path("reasoning_content").asText()).isEqualTo("Let me think.");
        assertThat(message.path("content").asText()).isEqualTo("Yes.");
    }

    @Test
    void reasoningThatIsToldTwiceIsKeptOnce() {
        JsonNode message = message(delta("reasoning\":\"Hm.\",\"reasoning_content", "Hm.") + delta("content", "Yes."));

        assertThat(message.path("reasoning_content").asText()).isEqualTo("Hm.");
    }

    @Test
    void refusalIsKeptAndIsNoEmptyAnswer() {
        JsonNode message = message(delta("content", "") + delta("refusal", "I ") + delta("refusal", "cannot."));

        assertThat(message.path("refusal").asText()).isEqualTo("I cannot.");
        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message(delta("content", "")).path("content").asText("none")).isEmpty();
    }

    @Test
    void longThoughtsLeaveRoomForTheAnswer() {
        String piece = "x".repeat(10_000);

        JsonNode message = message(delta("reasoning_content", piece).repeat(100)
                + delta("content", piece).repeat(100));

        assertThat(message.path("reasoning_content").asText()).hasSizeBetween(130_000, 150_000);
        assertThat(message.path("content").asText()).hasSizeBetween(110_000, 140_000);
    }
}
