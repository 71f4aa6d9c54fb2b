package aigateway.web.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereGoldenTest {

    @Test
    void fullRequestIsSaidToCohere() {
        ObjectNode chat = Golden.json("request/full.openai.json");
        // Cohere's models read no files.
        ((ArrayNode) chat.at("/messages/2/content")).remove(3);

        Translated translated = ChatToCohere.translate(chat);

        Golden.assertJson("request/full.cohere.json", Json.bytes(translated.body()));
        assertThat(translated.dropped())
                .containsExactly("response_format", "logit_bias", "user", "parallel_tool_calls");
    }

    private static ObjectNode chat(String messages, String rest) {
        return Json.object(("{'model':'m','messages':[" + messages + "]" + rest + "}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String call(String content) {
        return "{'role':'assistant'," + content
                + "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]}";
    }

    /** Cohere refuses a text beside calls. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'content':'Let me look.',                                                         | Let me look.",
                "'content':[{'type':'text','text':'One.'},{'type':'text','text':''},{'type':'refusal','refusal':'Two.'}], | One.+Two.",
                "'content':null,                                                                   | ",
                "'content':'',                                                                     | ",
                "'content':[{'type':'text','text':'\\n'}],                                         | "
            })
    void whatIsSaidBeforeCallsIsTheirPlan(String content, String plan) {
        ObjectNode body = ChatToCohere.translate(chat(call(content), "")).body();

        assertThat(body.at("/messages/0").has("content")).isFalse();
        assertThat(body.at("/messages/0/tool_plan").textValue())
                .isEqualTo(plan == null ? null : plan.replace('+', '\n'));
        assertThat(body.at("/messages/0/tool_calls")).hasSize(1);
    }

    @Test
    void whatIsSaidWithoutCallsIsNoPlan() {
        ObjectNode body = ChatToCohere.translate(chat("{'role':'assistant','content':'x','tool_calls':[]}", ""))
                .body();

        assertThat(body.path("messages")).hasToString("[{\"role\":\"assistant\",\"content\":\"x\"}]");
    }

    /** What an answer of Cohere's says comes back in a form that Cohere takes. */
    @Test
    void answerThatCallsToolsCanGoBack() {
        ObjectNode answer = Json.object(CohereAnswerToChat.translate(Golden.bytes("answer/full.cohere.json"), "m", 0));
        ObjectNode next = chat("", "");
        next.withArray("messages").add(answer.at("/choices/0/message"));

        ObjectNode body = ChatToCohere.translate(next).body();

        assertThat(body.at("/messages/0/tool_plan").asText()).isEqualTo("Voilà: un chat.");
        assertThat(body.at("/messages/0").has("content")).isFalse();
        assertThat(body.at("/messages/0/tool_calls/1/id").asText()).isEqualTo("now_2");
    }

    /** Cohere has a format or tools. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'role':'user','content':'x'}                       | 'auto'     | tools  | response_format",
                "{'role':'user','content':'x'}                       | 'required' | tools  | response_format",
                "{'role':'user','content':'x'}                       | 'none'     | format | ",
                "{'role':'tool','tool_call_id':'c','content':'x'}    | 'none'     | tools  | response_format"
            })
    void formatAndToolsExcludeEachOther(String message, String choice, String kept, String dropped) {
        Translated translated = ChatToCohere.translate(chat(
                message,
                ",'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':" + choice
                        + ",'response_format':{'type':'json_object'}"));

        assertThat(translated.body().has("tools")).isEqualTo(kept.equals("tools"));
        assertThat(translated.body().has("response_format")).isEqualTo(kept.equals("format"));
        assertThat(translated.body().has("tool_choice")).isEqualTo(kept.equals("tools") && !choice.equals("'auto'"));
        if (dropped == null) {
            assertThat(translated.dropped()).isEmpty();
        } else {
            assertThat(translated.dropped()).containsExactly(dropped);
        }
    }

    @Test
    void formatIsAskedForWhereThereAreNoTools() {
        ObjectNode body = ChatToCohere.translate(
                        chat("{'role':'user','content':'x'}", ",'tools':[],'response_format':{'type':'json_object'}"))
                .body();

        assertThat(body.path("response_format")).hasToString("{\"type\":\"json_object\"}");
    }

    /** It is for Gemini, where the call was made. */
    @Test
    void idsOfCallsAreToldWithoutASignature() {
        ObjectNode body = ChatToCohere.translate(chat(
                        call("").replace("'c'", "'c__thought__Cp+/='")
                                + ",{'role':'tool','tool_call_id':'c__thought__Cp+/=','content':'x'}",
                        ""))
                .body();

        assertThat(body.at("/messages/0/tool_calls/0/id").asText()).isEqualTo("c");
        assertThat(body.at("/messages/1/tool_call_id").asText()).isEqualTo("c");
    }

    @Test
    void wholeAnswerIsUnderstood() {
        Golden.assertJson(
                "answer/full.cohere.openai.json",
                CohereAnswerToChat.translate(Golden.bytes("answer/full.cohere.json"), "command-a", 1_700_000_000));
    }

    @Test
    void streamIsTheSameHoweverItIsCut() {
        Golden.assertStream(
                "stream/full.cohere.events",
                "stream/full.cohere.openai.events",
                () -> new CohereStreamToChat("command-a", 1_700_000_000));
    }

    @Test
    void whatCannotBeSaidNamesItsPlace() {
        assertThatThrownBy(() -> ChatToCohere.translate(Golden.json("request/full.openai.json")))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("messages[2].content[3].type"));
    }

    @Test
    void answerThatFailedIsNone() {
        assertThatThrownBy(() -> CohereAnswerToChat.translate(
                        "{\"id\":\"1\",\"finish_reason\":\"ERROR\",\"message\":{\"role\":\"assistant\"}}"
                                .getBytes(StandardCharsets.UTF_8),
                        "m",
                        0))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(Golden.through(
                        new CohereStreamToChat("m", 0),
                        "data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"gone\"}}\n\n"
                                .getBytes(StandardCharsets.UTF_8),
                        10))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"gone\",\"type\":\"ERROR\",\"param\":null,\"code\":\"ERROR\"}}\n\n");
    }

    @Test
    void streamThatIsCutDoesNotSayItIsDone() {
        String all = new String(Golden.bytes("stream/full.cohere.events"), StandardCharsets.UTF_8);

        assertThat(Golden.through(
                        new CohereStreamToChat("m", 0),
                        all.substring(0, all.indexOf("event: message-end")).getBytes(StandardCharsets.UTF_8),
                        100))
                .contains("look_up")
                .doesNotContain("[DONE]", "\"finish_reason\":\"");
    }
}
