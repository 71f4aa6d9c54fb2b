package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.anthropic.MessagesClient;
import aigateway.web.cohere.CohereClient;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.responses.ResponsesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputSizeTest {

    /** What a vendor writes around a text. */
    private static final String AROUND =
            "\"id\":\"chatcmpl-1234567890\",\"index\":0,\"finish_reason\":\"stop\",\"logprobs\":{\"content\":[{\"token\":\"H\",\"text\":\"H\"}]},";

    private static long tokens(String answer) {
        return OutputSize.tokens(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String... choices) {
        return "{\"model\":\"m\",\"text\":\"none\",\"choices\":["
                + String.join(
                        ",",
                        Stream.of(choices)
                                .map(choice -> "{" + AROUND + choice + "}")
                                .toList())
                + "],\"system_fingerprint\":\"fp\"}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'content':'12345678'",
                "'content':[{'type':'text','text':'1234'},{'type':'thinking','thinking':[{'type':'text','text':'5678'}]}]",
                "'content':'1234','reasoning_content':'5678'",
                "'content':'1234','reasoning_content':'5678','reasoning':'5678'",
                "'content':null,'refusal':'12345678'",
                "'tool_calls':[{'id':'call_1','type':'function','function':{'name':'get','arguments':'{}'}},"
                        + "{'id':'call_2','type':'function','function':{'name':'x','arguments':'{}'}}]",
                "'function_call':{'name':'get_it','arguments':'{}'}",
                "'content':'1234','reasoning':'5678','thinking_blocks':[{'thinking':'5678','signature':'s'}]"
            })
    void everythingThatTheModelWroteCountsAndNothingElse(String message) {
        String said = "\"message\":{\"role\":\"assistant\"," + message.replace('\'', '"') + "}";

        assertThat(tokens(answer(said))).isEqualTo(8 / 4 + 1);
        assertThat(tokens(answer(said, said, said))).isEqualTo(3 * 8 / 4 + 1);
    }

    @Test
    void completedPromptAndOtherScriptsCount() {
        assertThat(tokens(answer("\"text\":\"12345678\""))).isEqualTo(3);
        assertThat(tokens(answer("\"message\":{\"content\":\"" + "\u4f60".repeat(4) + "\"}")))
                .isEqualTo(4);
        assertThat(tokens(answer("\"message\":{\"content\":\"\"}"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "4711",
                "no JSON",
                "{\"choices\":[{\"message\"",
                "{\"answer\":\"12345678\"}",
                "{\"choices\":{}}"
            })
    void whatCannotBeReadCountsByItsBytes(String answer) {
        assertThat(tokens(answer)).isEqualTo(answer.length() / 4);
    }

    static Stream<Arguments> nativeAnswers() {
        return Stream.of(
                Arguments.of(
                        MessagesClient.INSTANCE,
                        """
                        {"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"tool_use","content":[
                         {"type":"thinking","thinking":"1234","signature":"a signature of some length"},
                         {"type":"text","text":"5678"},{"type":"tool_use","id":"toolu_1","name":"go","input":{}}]}"""),
                Arguments.of(
                        GeminiClient.INSTANCE,
                        """
                        {"candidates":[{"content":{"role":"model","parts":[{"text":"1234","thought":true},{"text":"5678"},
                         {"functionCall":{"name":"go","args":{}}}]},"finishReason":"STOP","avgLogprobs":-0.1}]}"""),
                Arguments.of(
                        CohereClient.INSTANCE,
                        """
                        {"id":"1","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"1234",
                         "content":[{"type":"text","text":"5678"}],
                         "tool_calls":[{"id":"go_1","type":"function","function":{"name":"go","arguments":"{}"}}]}}"""),
                Arguments.of(
                        ResponsesClient.INSTANCE,
                        """
                        {"id":"resp_1","object":"response","status":"completed","model":"m","output":[
                         {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"1234"}]},
                         {"id":"msg_1","type":"message","content":[{"type":"output_text","text":"5678"}]},
                         {"id":"fc_1","type":"function_call","call_id":"call_1","name":"go","arguments":"{}"}]}"""),
                Arguments.of(
                        CompletionsClient.INSTANCE,
                        """
                        {"id":"cmpl-1","object":"text_completion","choices":[{"text":"123456789012","index":0,
                         "logprobs":null,"finish_reason":"stop"}]}"""));
    }

    @ParameterizedTest
    @MethodSource("nativeAnswers")
    void answerInAnotherDialectCountsAsInOpenAis(ClientDialect dialect, String answer) throws IOException {
        byte[] understood = dialect.understood(answer.getBytes(StandardCharsets.UTF_8));

        assertThat(OutputSize.tokens(understood)).isEqualTo(12 / 4 + 1);
    }
}
