package aigateway.web.responses;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Servers that speak OpenAI's chat want the results of calls right behind the calls. */
class InputItemsTest {

    private static final String PICTURE =
            "{'type':'function_call_output','call_id':'a','output':[{'type':'input_image','image_url':'https://p'}]}";
    private static final String NOTICE = "{'role':'developer','content':'notice'}";

    @Test
    void picturesAndMessagesBetweenResultsFollowTheLastOfThem() {
        assertThat(said(call("a"), call("b"), PICTURE, NOTICE, result("b"), "{'role':'user','content':'x'}"))
                .containsExactly("assistant a b", "tool a", "tool b", "user picture", "system notice", "user x");
    }

    @Test
    void messageBeforeTheFirstResultFollowsIt() {
        assertThat(said(call("a"), NOTICE, result("a"), call("b"), result("b")))
                .containsExactly("assistant a", "tool a", "system notice", "assistant b", "tool b");
    }

    @Test
    void whatWaitsForAResultThatNeverComesIsSaidBeforeTheNextTurn() {
        assertThat(said(call("a"), call("b"), PICTURE, NOTICE, call("c"), result("c")))
                .containsExactly("assistant a b", "tool a", "user picture", "system notice", "assistant c", "tool c");
    }

    @Test
    void whatWaitsForAResultThatNeverComesIsSaidAtTheEnd() {
        assertThat(said(call("a"), call("b"), PICTURE, NOTICE))
                .containsExactly("assistant a b", "tool a", "user picture", "system notice");
    }

    /** Some models call every call the same. */
    @Test
    void callsOfOneNameHaveAResultEach() {
        assertThat(said(call("a"), call("a"), PICTURE, result("a")))
                .containsExactly("assistant a a", "tool a", "tool a", "user picture");
    }

    @Test
    void pictureOfACallThatIsNotThereFollowsItsResult() {
        assertThat(said(PICTURE, result("b"), NOTICE))
                .containsExactly("tool a", "user picture", "tool b", "system notice");
    }

    private static String call(String id) {
        return "{'type':'function_call','call_id':'" + id + "','name':'f','arguments':'{}'}";
    }

    private static String result(String id) {
        return "{'type':'function_call_output','call_id':'" + id + "','output':'1'}";
    }

    /** Who says what, in the order of the chat completion. */
    private static List<String> said(String... items) {
        String body = ("{'model':'a/m','input':[" + String.join(",", items) + "]}").replace('\'', '"');
        List<String> said = new ArrayList<>();
        for (JsonNode message : Json.object(ResponsesRequest.read(body.getBytes(StandardCharsets.UTF_8))
                        .body())
                .path("messages")) {
            said.add(message.path("role").asText() + ' ' + what(message));
        }
        return said;
    }

    private static String what(JsonNode message) {
        return switch (message.path("role").asText()) {
            case "assistant" -> message.findValuesAsText("id").stream().collect(Collectors.joining(" "));
            case "tool" -> message.path("tool_call_id").asText();
            default -> message.path("content").isArray()
                    ? "picture"
                    : message.path("content").asText();
        };
    }
}
