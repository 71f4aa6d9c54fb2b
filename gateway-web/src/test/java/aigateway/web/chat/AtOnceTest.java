package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.anthropic.MessagesClient;
import aigateway.web.call.Failure;
import aigateway.web.cohere.CohereClient;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.responses.ResponsesClient;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client hears whose stream was opened before anybody had said a word. */
class AtOnceTest {

    private static final byte[] WHOLE =
            """
            {"id":"c-1","object":"chat.completion","created":1,"model":"m","usage":{"prompt_tokens":3,"completion_tokens":2},
             "choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Hello",
              "tool_calls":[{"id":"t-1","type":"function","function":{"name":"look","arguments":"{}"}}]}}]}"""
                    .getBytes(StandardCharsets.UTF_8);

    static Stream<ClientDialect> clients() {
        return Stream.of(
                OpenAiClient.INSTANCE,
                MessagesClient.INSTANCE,
                GeminiClient.INSTANCE,
                CohereClient.INSTANCE,
                ResponsesClient.INSTANCE,
                CompletionsClient.INSTANCE);
    }

    private static AnswerStream stream(ClientDialect client, String more) {
        ChatRequest request = ChatRequestReader.read(
                ("{\"model\":\"a/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" + more + "}")
                        .getBytes(StandardCharsets.UTF_8));
        return client.stream(request);
    }

    private static String said(AnswerStream stream) {
        return text(stream.read(AtOnce.events(WHOLE))) + text(stream.rest());
    }

    private static String text(byte[] bytes) {
        // Gemini ends its lines as the web does.
        return new String(bytes, StandardCharsets.UTF_8).replace("\r", "");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void wholeAnswerIsSaidInEveryDialect(ClientDialect client) {
        assertThat(said(stream(client, "")))
                .contains("Hello")
                .contains("data: ")
                .endsWith("\n\n");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void failureBeforeAnyWordIsAnEventInEveryDialectAndNoEnd(ClientDialect client) {
        String event = text(stream(client, "").broken("a/m did not answer in time."));

        assertThat(event)
                .contains("data: ")
                .contains("a/m did not answer in time.")
                .doesNotContain("[DONE]")
                .endsWith("\n\n");
    }

    static Stream<Arguments> refusals() {
        String openAis = "\"type\":\"requests\",\"param\":\"model\",\"code\":\"quota\"";
        return Stream.of(
                Arguments.of(OpenAiClient.INSTANCE, openAis),
                Arguments.of(CompletionsClient.INSTANCE, openAis),
                Arguments.of(
                        ResponsesClient.INSTANCE, "\"code\":\"quota\",\"message\":\"slow down\",\"param\":\"model\""),
                Arguments.of(MessagesClient.INSTANCE, "\"type\":\"rate_limit_error\""),
                Arguments.of(GeminiClient.INSTANCE, "\"status\":\"RESOURCE_EXHAUSTED\""),
                Arguments.of(CohereClient.INSTANCE, "\"error\":\"slow down\""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void eventNamesTheFailureAsItsDialectDoes(ClientDialect client, String words) {
        Failure refusal = new Failure(429, "slow down", "requests", "model", "quota");

        assertThat(text(stream(client, "").failed(refusal))).contains("slow down", words);
    }

    @Test
    void callsAreNumberedAndUsageIsToldToWhoAskedForIt() {
        assertThat(said(stream(OpenAiClient.INSTANCE, "")))
                .contains("\"object\":\"chat.completion.chunk\"", "\"index\":0,\"finish_reason\":\"tool_calls\"")
                .contains("\"name\":\"look\",\"arguments\":\"{}\"},\"index\":0}")
                .doesNotContain("prompt_tokens")
                .endsWith("data: [DONE]\n\n");
        assertThat(said(stream(OpenAiClient.INSTANCE, ",\"stream_options\":{\"include_usage\":true}")))
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":3");
    }
}
