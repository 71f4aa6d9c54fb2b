package aigateway.web.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The blocks that Anthropic's clients hear, whatever the order in which a server tells its calls. */
class MessagesEventsTest {

    private final MessagesEvents events = new MessagesEvents();

    private void calls(int index, String id, String arguments) throws IOException {
        ObjectNode delta = Json.emptyObject();
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
        ObjectNode function = call.putObject("function").put("arguments", arguments);
        if (!id.isEmpty()) {
            call.put("id", id);
            function.put("name", "f");
        }
        says(delta);
    }

    private void says(ObjectNode delta) throws IOException {
        ObjectNode chunk = Json.emptyObject().put("id", "1").put("model", "m");
        chunk.putArray("choices").addObject().put("index", 0).set("delta", delta);
        events.chunk(chunk);
    }

    /** What was told of blocks since the last time, a word or two for each event. */
    private List<String> heard() {
        List<String> heard = new ArrayList<>();
        new String(events.taken(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.object(line.substring(6).getBytes(StandardCharsets.UTF_8)))
                .filter(event -> event.has("index"))
                .forEach(event -> heard.add(event.get("index") + " " + word(event)));
        return heard;
    }

    private static String word(JsonNode event) {
        JsonNode delta = event.path("delta");
        return switch (event.path("type").asText()) {
            case "content_block_start" -> "open "
                    + event.at("/content_block/type").asText() + " "
                    + event.at("/content_block/id").asText();
            case "content_block_stop" -> "stop";
            default -> delta.path("partial_json").asText(delta.path("text").asText())
                    + delta.path("thinking").asText()
                    + delta.path("signature").asText();
        };
    }

    @Test
    void callsOneAfterAnotherAreToldAsTheyCome() throws IOException {
        calls(0, "a", "{\"x\":");
        assertThat(heard()).containsExactly("0 open tool_use a", "0 {\"x\":");
        calls(0, "", "\"}\"}");
        calls(1, "b", "");
        assertThat(heard()).containsExactly("0 \"}\"}", "0 stop", "1 open tool_use b");
        calls(1, "", "{");
        assertThat(heard()).containsExactly("1 {");
        calls(0, "", "\n");
        calls(1, "", "}");
        events.end();
        assertThat(heard()).containsExactly("1 }", "1 stop");
    }

    @Test
    void callsInTurnWaitUntilTheOneBeforeIsWhole() throws IOException {
        calls(0, "a", "");
        calls(1, "b", "");
        calls(2, "c", "{\"z\":1}");
        calls(1, "", "{\"y\":\" ");
        calls(0, "", "{\"x\":\" ");
        calls(1, "", " ");
        assertThat(heard()).containsExactly("0 open tool_use a", "0 {\"x\":\" ");
        calls(0, "", "\\\"}\"}");
        assertThat(heard()).containsExactly("0 \\\"}\"}", "0 stop", "1 open tool_use b", "1 {\"y\":\"  ");
        calls(1, "", "\"}");
        assertThat(heard()).containsExactly("1 \"}", "1 stop", "2 open tool_use c", "2 {\"z\":1}");
        events.end();
        assertThat(heard()).containsExactly("2 stop");
    }

    @Test
    void callWithoutArgumentsHoldsTheNextUntilTheEnd() throws IOException {
        calls(0, "a", "");
        calls(1, "b", "{\"y\":1}");
        assertThat(heard()).containsExactly("0 open tool_use a");
        events.end();
        assertThat(heard()).containsExactly("0 {}", "0 stop", "1 open tool_use b", "1 {\"y\":1}", "1 stop");
    }

    @Test
    void wordsInTheMiddleOfACallFollowIt() throws IOException {
        says(Json.emptyObject().put("reasoning_content", "hm"));
        ObjectNode signed = Json.emptyObject();
        signed.putArray("thinking_blocks").addObject().put("signature", "s");
        says(signed);
        calls(0, "a", "{");
        says(Json.emptyObject().put("content", "So"));
        events.text(" be it");
        calls(0, "", "}");
        assertThat(heard())
                .containsExactly(
                        "0 open thinking ",
                        "0 hm",
                        "0 s",
                        "0 stop",
                        "1 open tool_use a",
                        "1 {",
                        "1 }",
                        "1 stop",
                        "2 open text ",
                        "2 So be it");
    }

    @Test
    void callThatIsCutIsToldAsFarAsItCame() throws IOException {
        calls(0, "a", "{\"x\":");
        calls(1, "b", "{");
        events.end();
        assertThat(heard())
                .containsExactly("0 open tool_use a", "0 {\"x\":", "0 stop", "1 open tool_use b", "1 {", "1 stop");
    }

    @Test
    void thoughtsInTheMiddleOfACallFollowItWithTheirSignature() throws IOException {
        calls(0, "a", "{");
        says(Json.emptyObject().put("reasoning_content", "hm"));
        ObjectNode signed = Json.emptyObject();
        signed.putArray("thinking_blocks").addObject().put("signature", "s");
        says(signed);
        ObjectNode secret = Json.emptyObject();
        secret.putArray("thinking_blocks").addObject().put("type", "redacted_thinking");
        says(secret);
        events.end();
        assertThat(heard())
                .containsExactly(
                        "0 open tool_use a",
                        "0 {",
                        "0 stop",
                        "1 open thinking ",
                        "1 hm",
                        "1 s",
                        "1 stop",
                        "2 open redacted_thinking ",
                        "2 stop");
    }

    @Test
    void whatWaitsIsBounded() throws IOException {
        calls(0, "a", "{\"x\":");
        calls(1, "b", "x".repeat(MessageBlocks.MOST_WAITING - 300));
        assertThatThrownBy(() -> calls(1, "", "y".repeat(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1048576 characters after a call that is not whole");
    }

    @Test
    void blocksThatWaitAreBounded() throws IOException {
        calls(0, "a", "{");
        assertThatThrownBy(() -> {
                    for (int call = 1; call < 10_000; call++) {
                        calls(call, "b", "");
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatHasWaitedDoesNotCountForWhatWaitsNext() throws IOException {
        for (int call = 0; call < 10; call += 2) {
            calls(call, "a", "{");
            calls(call + 1, "b", "x".repeat(MessageBlocks.MOST_WAITING / 2));
            calls(call, "", "}");
            calls(call + 1, "", "{}");
        }
        events.end();
        assertThat(heard()).hasSize(5 * 8);
    }
}
