package aigateway.web.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereClientTest {

    private static final CohereClient CLIENT = CohereClient.INSTANCE;

    private static ChatRequest asked() {
        return CohereRequest.read(Golden.bytes("request/client.cohere.json"));
    }

    @Test
    void clientsRequestIsSaidInChat() {
        ChatRequest request = asked();

        Golden.assertJson("request/client.cohere.openai.json", request.body());
        assertThat(request.original()).isNotNull();
        assertThat(request.original().dropped()).containsExactly("k", "safety_mode", "citation_options");
        assertThat(request.original().onlyAsIs()).isNull();
        assertThat(request.stream()).isTrue();
        assertThat(request.maxTokens()).isEqualTo(900);
    }

    @Test
    void clientsRequestPassesToCohereUnchanged() {
        ObjectNode expected = Golden.json("request/client.cohere.json").put("model", "command-a");

        assertThat(Json.object(asked().original().forUpstream("command-a", Map.of(), Map.of())))
                .isEqualTo(expected);
        expected.put("max_tokens", 77);
        assertThat(Json.object(asked().original()
                        .forUpstream("command-a", Map.of("temperature", 0.9), Map.of("max_tokens", 77))))
                .isEqualTo(expected);
    }

    @Test
    void answerIsRetoldAsCoheres() {
        Golden.assertJson(
                "answer/full.openai.cohere.json", CLIENT.answer(Golden.bytes("answer/full.openai.json"), asked()));
    }

    @Test
    void streamIsRetoldHoweverItIsCut() {
        byte[] recorded = Golden.bytes("stream/full.openai.events");
        for (int step : new int[] {Integer.MAX_VALUE / 2, 1, 3, 50}) {
            AnswerStream stream = CLIENT.stream(asked());
            String said =
                    Golden.inPieces(stream::read, recorded, step) + new String(stream.rest(), StandardCharsets.UTF_8);

            Golden.assertEvents("stream/full.openai.cohere.events", said);
            assertThat(stream.isComplete()).isTrue();
        }
    }

    @Test
    void whatIsRetoldIsUnderstoodAgain() throws IOException {
        CohereStreamToChat back = new CohereStreamToChat("m", 0);
        String chunks =
                new String(back.translate(Golden.bytes("stream/full.openai.cohere.events")), StandardCharsets.UTF_8);

        assertThat(chunks)
                .contains("\"content\":\"Voi\"", "{\\\"what\\\":", "\"finish_reason\":\"tool_calls\"", "[DONE]");
    }

    @Test
    void streamThatPassesIsUnchangedAndRead() {
        byte[] recorded = Golden.bytes("stream/full.cohere.events");
        AnswerStream stream = CLIENT.streamAsIs(asked());

        assertThat(Golden.inPieces(stream::read, recorded, 11)).isEqualTo(new String(recorded, StandardCharsets.UTF_8));
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.usage()).isNotNull();
        assertThat(stream.usage().outputTokens()).isEqualTo(12);
    }

    @Test
    void answerThatPassesIsUnderstoodWithoutAModelThatCohereDoesNotName() throws IOException {
        ChatAnswer answer = ChatAnswer.read(CLIENT.understood(Golden.bytes("answer/full.cohere.json")));

        assertThat(answer.finishReasons()).containsExactly("tool_calls");
        assertThat(answer.model()).isNull();
        assertThatThrownBy(() -> CLIENT.understood("<html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void documentsAreForCoheresOwnModels() {
        ChatRequest.Original original = CohereRequest.read(
                        "{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"documents\":[\"d\"]}"
                                .getBytes(StandardCharsets.UTF_8))
                .original();

        assertThat(original).isNotNull();
        assertThat(original.onlyAsIs()).isNotNull().hasMessageContaining("documents");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"a/m\"} | messages",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | model",
                "{\"model\":\"a/m\",\"messages\":[{\"role\":\"robot\"}]} | messages[0].role",
                "{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"smell\"}]}]} | messages[0].content[0].type",
                "oops | "
            })
    void badRequestNamesItsField(String body, String field) {
        assertThatThrownBy(() -> CohereRequest.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    @Test
    void failureInTheMiddleIsAnEndWithAnError() {
        assertThat(new String(CLIENT.stream(asked()).broken("no"), StandardCharsets.UTF_8))
                .isEqualTo(
                        "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"no\"}}\n\n");
    }
}
