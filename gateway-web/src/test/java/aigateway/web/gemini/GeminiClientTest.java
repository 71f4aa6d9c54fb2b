package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.dialect.RetoldStream;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiClientTest {

    private static ChatRequest asked() {
        return GenerateContentRequest.read(Golden.bytes("request/client.gemini.json"), "openai-main/gpt-4o", true);
    }

    @Test
    void clientsRequestIsSaidInChat() {
        ChatRequest request = asked();

        Golden.assertJson("request/client.gemini.openai.json", request.body());
        assertThat(request.original()).isNotNull();
        assertThat(request.original().dropped())
                .containsExactly("generationConfig.topK", "tools.googleSearch", "safetySettings");
        assertThat(request.stream()).isTrue();
        assertThat(request.model()).isEqualTo("openai-main/gpt-4o");
    }

    @Test
    void clientsRequestPassesToGeminiUnchanged() {
        ObjectNode expected = Golden.json("request/client.gemini.json");

        assertThat(Json.object(asked().original().forUpstream("gemini-2.5-pro", Map.of(), Map.of())))
                .isEqualTo(expected);
        ((ObjectNode) expected.get("generationConfig"))
                .put("maxOutputTokens", 77)
                .put("presencePenalty", 0.5);
        assertThat(Json.object(asked().original()
                        .forUpstream(
                                "gemini-2.5-pro",
                                Map.of("temperature", 0.9, "presence_penalty", 0.5),
                                Map.of("max_tokens", 77))))
                .isEqualTo(expected);
    }

    @Test
    void answerIsRetoldAsCandidates() {
        Golden.assertJson(
                "answer/full.openai.gemini.json",
                GeminiClient.INSTANCE.answer(Golden.bytes("answer/full.openai.json"), asked()));
    }

    @Test
    void streamIsRetoldHoweverItIsCut() {
        byte[] recorded = Golden.bytes("stream/full.openai.events");
        for (int step : new int[] {Integer.MAX_VALUE / 2, 1, 3, 50}) {
            RetoldStream stream = new RetoldStream(new GeminiEvents());
            String said =
                    Golden.inPieces(stream::read, recorded, step) + new String(stream.rest(), StandardCharsets.UTF_8);

            Golden.assertEvents("stream/full.openai.gemini.events", said);
            assertThat(stream.isComplete()).isTrue();
        }
    }

    @Test
    void streamThatPassesIsUnchangedAndRead() {
        byte[] recorded = Golden.bytes("stream/full.gemini.events");
        AnswerStream stream = GeminiClient.INSTANCE.streamAsIs(asked());

        assertThat(Golden.inPieces(stream::read, recorded, 11)).isEqualTo(new String(recorded, StandardCharsets.UTF_8));
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.rest()).isEmpty();
        assertThat(stream.usage()).isNotNull();
        assertThat(stream.usage().outputTokens()).isEqualTo(17);
    }

    @Test
    void thereAndBackAgainIsTheSameAnswer() {
        byte[] chat = GeminiAnswerToChat.translate(Golden.bytes("answer/full.gemini.json"), 0, () -> "call_1");
        ObjectNode back = Json.object(GeminiClient.INSTANCE.answer(chat, asked()));

        assertThat(back.path("candidates")).hasSize(3);
        assertThat(back.at("/candidates/0/content/parts/1/text").asText()).isEqualTo("Voilà: un chat.");
        assertThat(back.at("/candidates/1/finishReason").asText()).isEqualTo("MAX_TOKENS");
        assertThat(back.at("/usageMetadata/thoughtsTokenCount").asInt()).isEqualTo(30);
        assertThat(back.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | contents",
                "{\"contents\":[{\"role\":\"robot\",\"parts\":[]}]} | contents[0].role",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\"}}]}]} | contents[0].parts[0]",
                "oops | "
            })
    void badRequestNamesItsField(String body, String field) {
        assertThatThrownBy(() -> GenerateContentRequest.read(body.getBytes(StandardCharsets.UTF_8), "a/m", false))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    @Test
    void whatOnlyGeminiKnowsGoesThereAsItIs() {
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Go on.\"},{\"executableCode\":{}}]}]}";
        ChatRequest request = GenerateContentRequest.read(body.getBytes(StandardCharsets.UTF_8), "a/m", false);

        assertThat(request.original().onlyAsIs().param()).isEqualTo("contents[0].parts[1]");
        assertThat(request.original().forUpstream("m", Map.of(), Map.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body);
    }

    @Test
    void turnsThatSayNothingAreNone() {
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Why?\"}]},"
                + "{\"role\":\"model\",\"parts\":[{\"text\":\" \",\"thought\":true}]},"
                + "{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]},"
                + "{\"role\":\"model\",\"parts\":[{\"text\":\"So.\"}]},{\"role\":\"user\",\"parts\":[{\"text\":\"Ah.\"}]}]}";

        assertThat(GenerateContentRequest.read(body.getBytes(StandardCharsets.UTF_8), "a/m", false)
                        .body())
                .asString(StandardCharsets.UTF_8)
                .containsOnlyOnce("assistant")
                .contains("\"content\":\"So.\"");
    }

    @Test
    void pictureIsReadInBothSpellings() {
        String body =
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AQI=\"}},"
                        + "{\"fileData\":{\"mimeType\":\"image/png\",\"fileUri\":\"https://a/b.png\"}}]}]}";
        String snake = body.replace("inlineData", "inline_data")
                .replace("fileData", "file_data")
                .replace("mimeType", "mime_type")
                .replace("fileUri", "file_uri");

        assertThat(GenerateContentRequest.read(snake.getBytes(StandardCharsets.UTF_8), "a/m", false)
                        .body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(
                        GenerateContentRequest.read(body.getBytes(StandardCharsets.UTF_8), "a/m", false)
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("https://a/b.png", "AQI=");
    }

    @Test
    void failureInTheMiddleIsAnErrorEvent() {
        RetoldStream stream = new RetoldStream(new GeminiEvents());

        assertThat(stream.read("data: {\"error\":{\"message\":\"no\"}}\n\n".getBytes(StandardCharsets.UTF_8)))
                .as("told by the gateway, in its own words")
                .isEmpty();
        assertThat(stream.error()).isEqualTo("no");
        assertThat(new String(stream.broken("no"), StandardCharsets.UTF_8))
                .isEqualTo("data: {\"error\":{\"code\":502,\"message\":\"no\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n");
    }
}
