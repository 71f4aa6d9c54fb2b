package aigateway.web.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private final List<String> events = new ArrayList<>();
    private final EventReader reader =
            new EventReader((json, from, length) -> events.add(new String(json, from, length, StandardCharsets.UTF_8)));

    private void read(String stream, int step) throws IOException {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += step) {
            reader.read(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 1000})
    void eventsAreTheSameHoweverTheyAreCut(int step) throws IOException {
        read(
                "\n\nevent: a\r\ndata: {\"a\":\"é\"}\r\n\r\n: comment\n\nid: 7\n\ndata:{\ndata: \"b\":1}\n\ndata: [DONE]\n\n",
                step);

        assertThat(events).containsExactly("{\"a\":\"é\"}", "{\n\"b\":1}", "[DONE]");
    }

    @Test
    void lastEventNeedsNoBlankLine() throws IOException {
        read("data: 1\n\ndata: 2", 4);
        assertThat(events).containsExactly("1");

        reader.end();
        assertThat(events).containsExactly("1", "2");
    }

    @Test
    void eventThatNeverEndsIsGivenUp() throws IOException {
        reader.read("data: ".getBytes(StandardCharsets.UTF_8));
        byte[] much = new byte[EventReader.MOST_HELD / 4];
        Arrays.fill(much, (byte) 'x');

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        reader.read(much);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    void whatPassesInWholeEventsIsUnchanged(int step) {
        byte[] bytes = "data: 1\n\nevent: b\r\ndata: 2\r\n\r\n: c\n\ndata: 3".getBytes(StandardCharsets.UTF_8);
        WholeEvents events = new WholeEvents();
        StringBuilder passed = new StringBuilder();
        for (int at = 0; at < bytes.length; at += step) {
            String now = new String(
                    events.read(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step))),
                    StandardCharsets.UTF_8);
            assertThat(now.isEmpty() || now.endsWith("\n\n") || now.endsWith("\r\n\r\n"))
                    .isTrue();
            passed.append(now);
        }
        assertThat(passed + new String(events.rest(), StandardCharsets.UTF_8))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void longEventEndsWithABlankLineThatComesInTwoPieces(int piece) {
        String event = "data: " + "x".repeat(WholeEvents.MOST_HELD) + "\r\n\r\n";
        int cut = event.length() - piece;
        WholeEvents events = new WholeEvents();

        String passed = new String(
                events.read(event.substring(0, cut).getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        assertThat(passed).isNotEmpty().doesNotEndWith("\n");
        assertThat(events.isInside()).isTrue();
        passed += new String(
                events.read((event.substring(cut) + "data: ").getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8);

        assertThat(passed).isEqualTo(event);
        assertThat(events.isInside()).isFalse();
        assertThat(events.first()).asString(StandardCharsets.UTF_8).isEqualTo("data: ");
    }
}
