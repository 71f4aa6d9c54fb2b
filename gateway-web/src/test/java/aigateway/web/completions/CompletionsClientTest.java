package aigateway.web.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsClientTest {

    private static final CompletionsClient CLIENT = CompletionsClient.INSTANCE;

    private static ChatRequest asked() {
        return CompletionsRequest.read(Golden.bytes("request/client.completions.json"));
    }

    private static ChatRequest asked(String fields) {
        return CompletionsRequest.read(("{\"model\":\"a/m\"" + fields + "}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void promptIsSaidInChat() {
        ChatRequest request = asked();

        Golden.assertJson("request/client.completions.openai.json", request.body());
        assertThat(request.original()).isNotNull();
        assertThat(request.original().dropped()).containsExactly("best_of", "echo", "logprobs");
        assertThat(request.original().onlyAsIs()).isNull();
        assertThat(request.operation()).isEqualTo(Operation.COMPLETION);
        assertThat(request.outputTokens()).isEqualTo(100);
    }

    @Test
    void answerIsRetoldAsACompletion() {
        Golden.assertJson(
                "answer/full.openai.completions.json", CLIENT.answer(Golden.bytes("answer/full.openai.json"), asked()));
    }

    @Test
    void streamIsRetoldHoweverItIsCut() {
        byte[] recorded = Golden.bytes("stream/full.openai.events");
        for (int step : new int[] {Integer.MAX_VALUE / 2, 1, 3, 50}) {
            AnswerStream stream = CLIENT.stream(asked());
            String said =
                    Golden.inPieces(stream::read, recorded, step) + new String(stream.rest(), StandardCharsets.UTF_8);

            Golden.assertEvents("stream/full.openai.completions.events", said);
            assertThat(stream.isComplete()).isTrue();
        }
    }

    @Test
    void usageIsToldWhereItWasAskedFor() {
        AnswerStream stream = CLIENT.stream(asked(",\"prompt\":\"x\",\"stream\":true"));

        String said = new String(stream.read(Golden.bytes("stream/full.openai.events")), StandardCharsets.UTF_8);

        assertThat(said).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(stream.usage()).isNotNull();
    }

    @Test
    void streamThatPassesIsUnchangedAndRead() {
        byte[] recorded = Golden.bytes("stream/full.completions.events");
        AnswerStream stream = CLIENT.streamAsIs(asked());

        assertThat(Golden.inPieces(stream::read, recorded, 11)).isEqualTo(new String(recorded, StandardCharsets.UTF_8));
        assertThat(stream.isDone()).isTrue();
        assertThat(stream.usage()).isNotNull();
        assertThat(stream.usage().outputTokens()).isEqualTo(7);
        assertThat(stream.content().answer().finishReasons()).containsExactly("stop");
        assertThat(Json.object(stream.content().toJson())
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo(" there was a 🐈.");
        AnswerStream unasked = CLIENT.streamAsIs(asked(",\"prompt\":\"x\",\"stream\":true"));
        assertThat(new String(unasked.read(recorded), StandardCharsets.UTF_8)).doesNotContain("usage");
    }

    @Test
    void answerThatPassesIsUnderstood() throws IOException {
        ObjectNode chat = Json.object(CLIENT.understood(Golden.bytes("answer/full.completions.json")));

        assertThat(chat.at("/choices/0/message/content").asText()).isEqualTo(" there was a cat.");
        assertThat(chat.at("/usage/total_tokens").asInt()).isEqualTo(12);
    }

    @Test
    void requestPassesUnchangedButForWhatTheTargetSays() {
        String text = "{\"prompt\":[[1,2]],  \"model\":\"a/m\"}";
        ChatRequest.Original original =
                CompletionsRequest.read(text.getBytes(StandardCharsets.UTF_8)).original();

        assertThat(original).isNotNull();
        assertThat(new String(original.forUpstream("davinci-002", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .isEqualTo(text.replace("a/m", "davinci-002"));
        ChatRequest.Original streamed =
                asked(",\"prompt\":\"x\",\"stream\":true,\"top_p\":0.5").original();
        assertThat(streamed).isNotNull();
        ObjectNode said = Json.object(
                streamed.forUpstream("m", Map.of("top_p", 0.9, "seed", 1), Map.of("max_completion_tokens", 7)));
        ObjectNode expected = Json.emptyObject();
        expected.put("prompt", "x").put("model", "m").put("stream", true).put("top_p", 0.5);
        expected.put("seed", 1).put("max_tokens", 7);
        expected.putObject("stream_options").put("include_usage", true);
        assertThat(said).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"prompt\":[\"a\",\"b\"]", "\"prompt\":[1,2,3]", "\"prompt\":\"a\",\"suffix\":\"z\""})
    void whatNoChatCanSayIsForModelsThatCompletePrompts(String fields) {
        ChatRequest.Original original = asked("," + fields).original();

        assertThat(original).isNotNull();
        assertThat(original.onlyAsIs()).isNotNull().hasMessageContaining("model_types");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"a/m\"} | prompt",
                "{\"model\":\"a/m\",\"prompt\":[]} | prompt",
                "{\"prompt\":\"x\"} | model",
                "oops | "
            })
    void badRequestNamesItsField(String body, String field) {
        assertThatThrownBy(() -> CompletionsRequest.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    @Test
    void failureInTheMiddleIsAnErrorEvent() {
        String broken = new String(CLIENT.stream(asked()).broken("no"), StandardCharsets.UTF_8);

        assertThat(broken).startsWith("data: {\"error\":{\"message\":\"no\"").endsWith("\n\n");
    }
}
