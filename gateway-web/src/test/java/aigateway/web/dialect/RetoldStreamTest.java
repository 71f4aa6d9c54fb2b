package aigateway.web.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.call.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetoldStreamTest {

    private static final String FIRST = chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}", "");

    private final Told told = new Told();
    private final RetoldStream stream = new RetoldStream(told);

    /** What it is told, and how. */
    private static final class Told implements ClientEvents {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void chunk(ObjectNode chunk) throws IOException {
            if (chunk.has("unspeakable")) {
                throw new IOException("no word for it");
            }
            heard.add("chunk " + chunk);
        }

        @Override
        public boolean text(String piece) {
            heard.add("text " + piece);
            return true;
        }

        @Override
        public void end() {
            heard.add("end");
        }

        @Override
        public byte[] taken() {
            return new byte[0];
        }

        @Override
        public byte[] failure(Failure failure) {
            heard.add("failure " + failure.message());
            return new byte[0];
        }
    }

    private static String chunk(String choices, String rest) {
        return "{\"id\":\"1\",\"model\":\"m\",\"choices\":[" + choices + "]" + rest + "}";
    }

    private void came(String json) {
        stream.read(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPieceOfTextIsToldWithoutItsChunk() {
        came(FIRST);
        came(chunk("{\"index\":0,\"delta\":{\"content\":\"Voi\"},\"finish_reason\":null}", ",\"usage\":null"));
        came(chunk("{\"delta\":{\"content\":\"l\\u00e0 🐈\",\"refusal\":null,\"reasoning_content\":\"\"}}", ""));
        came("[DONE]");

        assertThat(told.heard).containsExactly("chunk " + FIRST, "text Voi", "text là 🐈", "end");
        assertThat(stream.isDone()).isTrue();
    }

    @Test
    void theFirstChunkIsToldWholeSinceItNamesTheAnswer() {
        String first = chunk("{\"index\":0,\"delta\":{\"content\":\"Voi\"}}", "");
        came(first);

        assertThat(told.heard).containsExactly("chunk " + first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"index\":1,\"delta\":{\"content\":\"b\"}}",
                "{\"index\":0,\"delta\":{\"content\":\"b\"}},{\"index\":1,\"delta\":{\"content\":\"c\"}}",
                "{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"length\"}",
                "{\"index\":0,\"delta\":{\"content\":\"b\",\"refusal\":\"no\"}}",
                "{\"index\":0,\"delta\":{\"content\":\"b\",\"reasoning_content\":\"hm\"}}",
                "{\"index\":0,\"delta\":{\"content\":\"b\",\"annotations\":[{}]}}",
                "{\"index\":0,\"delta\":{\"content\":\"b\",\"tool_calls\":[{\"index\":0}]}}",
                "{\"index\":0,\"delta\":{\"content\":\"b\"},\"logprobs\":{\"content\":[]}}",
                "{\"index\":0,\"delta\":{\"content\":\"\"}}",
                "{\"index\":0,\"delta\":{\"refusal\":\"no\"}}",
                "{\"index\":0,\"text\":\"b\"}",
                "",
            })
    void aChunkThatSaysMoreIsToldWhole(String choices) {
        came(FIRST);
        came(chunk("{\"index\":0,\"delta\":{\"content\":\"a\"}}", ""));
        came(chunk(choices, ""));

        assertThat(told.heard).containsExactly("chunk " + FIRST, "text a", "chunk " + chunk(choices, ""));
    }

    @Test
    void usageAndFieldsOfTheChunkAreToldWithItsText() {
        String usage = chunk("{\"index\":0,\"delta\":{\"content\":\"a\"}}", ",\"usage\":{\"prompt_tokens\":1}");
        String sources = chunk("{\"index\":0,\"delta\":{\"content\":\"b\"}}", ",\"sources\":[\"c\"]");
        came(FIRST);
        came(usage);
        came(sources);

        assertThat(told.heard).containsExactly("chunk " + FIRST, "chunk " + usage, "chunk " + sources);
    }

    @Test
    void textThatIsNoLongerKeptIsToldAllTheSame() {
        String longest = "x".repeat(256 * 1024);
        came(FIRST);
        came(chunk("{\"index\":0,\"delta\":{\"content\":\"" + longest + "\"}}", ""));
        String next = chunk("{\"index\":0,\"delta\":{\"content\":\"y\"}}", "");
        came(next);

        assertThat(told.heard).containsExactly("chunk " + FIRST, "text " + longest, "chunk " + next);
    }

    @Test
    void whatIsNoJsonIsPassedOverAndNothingFollowsAnError() {
        came(FIRST);
        came("{\"choices\":[{\"delta\":{\"content\":");
        came(chunk("{\"index\":0,\"delta\":{\"content\":\"a\"}}", ""));
        came("{\"error\":{\"message\":\"overloaded\"}}");
        came(chunk("{\"index\":0,\"delta\":{\"content\":\"b\"}}", ""));
        came("[DONE]");

        assertThat(stream.error()).isEqualTo("overloaded");
        assertThat(told.heard).containsExactly("chunk " + FIRST, "text a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[{\"error\":{\"code\":429}}]", "upstream connect error", "\"x\"", "null", "[DON", "[done]", "0"
            })
    void whatIsNoChunkDoesNotEndTheAnswer(String data) {
        came(FIRST);
        came(data);

        assertThat(stream.isDone()).isFalse();
        assertThat(stream.isComplete()).isFalse();
        assertThat(told.heard).containsExactly("chunk " + FIRST);
    }

    @Test
    void blanksBeforeAChunkAreNothing() {
        came("  " + FIRST);
        came("  [DONE]");

        assertThat(told.heard).containsExactly("chunk " + FIRST, "end");
        assertThat(stream.isComplete()).isTrue();
    }

    @Test
    void eventsWithoutABlankLineBetweenAreHeardOneByOne() {
        String last = chunk("", ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}");
        stream.read(("data: " + FIRST + "\ndata: " + last + "\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));

        assertThat(told.heard).containsExactly("chunk " + FIRST, "chunk " + last, "end");
        assertThat(stream.usage()).isNotNull();
        assertThat(stream.isDone()).isTrue();
    }

    @Test
    void aChunkOverSeveralLinesIsOne() {
        stream.read("data: {\"id\":\"1\",\"choices\":[{\"delta\":{}},\ndata: {\"delta\":{}}]\ndata: }\n\n"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(told.heard).containsExactly("chunk {\"id\":\"1\",\"choices\":[{\"delta\":{}},{\"delta\":{}}]}");
    }

    @Test
    void aNumberThatNobodyCanCountWithDoesNotSilenceItsChunk() {
        String chunk = chunk("{\"index\":4294967295,\"delta\":{\"content\":\"a\"}}", "");
        came(chunk);

        assertThat(told.heard).containsExactly("chunk " + chunk);
    }

    @Test
    void anEventThatIsTooLongIsToldOnceAndNotKept() {
        byte[] endless = new byte[1 << 20];
        Arrays.fill(endless, (byte) 'x');
        for (int i = 0; i < 40; i++) {
            stream.read(endless);
        }

        assertThat(stream.error()).isEqualTo("an event is longer than 16777216 bytes");
        assertThat(stream.isComplete()).isFalse();
        assertThat(told.heard).isEmpty();
    }

    @Test
    void callsUnderOneIndexAreToldApart() {
        came(call(0, "a", "f", "{"));
        came(call(0, "", "", "}"));
        came(call(0, "b", "g", "{}"));
        came(call(1, "c", "h", "{"));
        came(call(1, "made-up", "", "}"));

        assertThat(told.heard)
                .containsExactly(
                        "chunk " + call(0, "a", "f", "{"),
                        "chunk " + call(0, "", "", "}"),
                        "chunk " + call(1, "b", "g", "{}"),
                        "chunk " + call(2, "c", "h", "{"),
                        "chunk " + call(2, "made-up", "", "}"));
        assertThat(new String(stream.told(), StandardCharsets.UTF_8))
                .contains("{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                        + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}},"
                        + "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"h\",\"arguments\":\"{}\"}}");
    }

    @Test
    void callsWhosePiecesHaveAnIdEachAreWhole() {
        came(call(0, "a", "f", "{"));
        came(call(0, "b", "f", "1"));
        came(call(0, "c", "f", "}"));
        came(call(0, "d", "f", ""));

        assertThat(told.heard).allMatch(chunk -> chunk.contains("[{\"index\":0,"));
        assertThat(new String(stream.told(), StandardCharsets.UTF_8))
                .contains("[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{1}\"}}]");
    }

    @Test
    void anotherNameBeginsACallThoughIdsAreMadeUp() {
        came(call(0, "a", "f", "{"));
        came(call(0, "b", "f", "}"));
        came(call(0, "c", "g", "{"));
        came(call(0, "d", "g", "}"));

        assertThat(new String(stream.told(), StandardCharsets.UTF_8))
                .contains("\"name\":\"f\",\"arguments\":\"{}\"", "\"name\":\"g\",\"arguments\":\"{}\"");
    }

    @Test
    void callsOfOneChunkAreSeveralThoughTheyAskForTheSame() {
        came(chunk(
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}},"
                        + "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}",
                ""));
        came(call(0, "a", "", "{1}"));
        came(call(0, "b", "", "{2}"));

        assertThat(told.heard.get(2)).contains("[{\"index\":1,");
        assertThat(new String(stream.told(), StandardCharsets.UTF_8))
                .contains("\"arguments\":\"{1}\"", "\"arguments\":\"{2}\"");
    }

    @Test
    void callsOfOneFunctionUnderOneIndexInTurnAreToldApart() {
        came(call(0, "", "f", ""));
        came(call(0, "a", "", "{}"));
        came(call(0, "b", "f", ""));
        came(call(0, "b", "f", "{"));
        came(call(0, "c", "g", "{"));
        came(call(0, "b", "", "}"));
        came(call(2147483647, "d", "h", "{}"));
        came(call(2147483647, "e", "h", "{}"));

        assertThat(new String(stream.told(), StandardCharsets.UTF_8))
                .contains(
                        "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
                        "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
                        "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}",
                        "{\"id\":\"d\",\"type\":\"function\",\"function\":{\"name\":\"h\",\"arguments\":\"{}\"}}",
                        "{\"id\":\"e\",\"type\":\"function\",\"function\":{\"name\":\"h\",\"arguments\":\"{}\"}}");
    }

    private static String call(int index, String id, String name, String arguments) {
        return chunk(
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                        + "\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"" + arguments + "\"}}]}}",
                "");
    }

    @Test
    void whatTheDialectHasNoWordForIsTheStreamsError() {
        came(FIRST);
        came("{\"unspeakable\":1}");
        came(chunk("{\"index\":0,\"delta\":{\"content\":\"a\"}}", ""));
        came("[DONE]");

        assertThat(stream.error()).isEqualTo("no word for it");
        assertThat(told.heard).containsExactly("chunk " + FIRST);
        assertThat(stream.isComplete()).isFalse();
    }

    @Test
    void aLastEventThatCannotBeToldIsTheStreamsErrorToo() {
        came(FIRST);
        stream.read("data: {\"unspeakable\":1}".getBytes(StandardCharsets.UTF_8));
        stream.rest();

        assertThat(stream.error()).isEqualTo("no word for it");
        assertThat(told.heard).containsExactly("chunk " + FIRST);
    }

    @Test
    void aLastEventWithoutItsBlankLineCounts() {
        came(FIRST);
        String last = chunk("", ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}");
        stream.read(("data: " + last).getBytes(StandardCharsets.UTF_8));
        stream.rest();

        assertThat(told.heard).containsExactly("chunk " + FIRST, "chunk " + last, "end");
        assertThat(stream.usage()).isNotNull();
    }
}
