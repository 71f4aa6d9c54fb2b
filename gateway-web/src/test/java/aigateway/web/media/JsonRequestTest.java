package aigateway.web.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RERANK | {\"model\":\"a/m\",\"query\":\"x\",\"documents\":[\"y\"]}",
                "MODERATION | {\"input\":[\"x\",{\"type\":\"image_url\"}],\"model\":\"a/m\"}",
                "IMAGE_GENERATION | {\"model\":\"a/m\",\"prompt\":\"a cat\",\"n\":2}",
                "SPEECH | {\"model\":\"a/m\",\"input\":\"Hello\",\"voice\":\"alloy\"}"
            })
    void onlyTheNameOfTheModelChanges(Operation operation, String body) {
        ChatRequest request = read(operation, body);

        assertThat(request.model()).isEqualTo("a/m");
        assertThat(request.stream()).isFalse();
        assertThat(new String(request.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .isEqualTo(body.replace("a/m", "up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAGE_GENERATION | {\"model\":\"a/m\",\"prompt\":\"a cat\",\"stream\":true}",
                "SPEECH | {\"model\":\"a/m\",\"input\":\"Hello\",\"stream_format\":\"sse\"}"
            })
    void streamIsNotAskedForUsageItTellsAnyway(Operation operation, String body) {
        ChatRequest request = read(operation, body);

        assertThat(request.stream()).isTrue();
        assertThat(new String(request.forUpstream("a/m", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    @Test
    void modelOfTheAccountIsMeantWhereTheBodyNamesNone() {
        ChatRequest request =
                JsonRequest.read(Operation.MODERATION, bytes("{\"input\":\"x\"}"), () -> "openai-main/omni");

        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"openai-main/omni\",\"input\":\"x\"}");
        assertThat(request.model()).isEqualTo("openai-main/omni");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RERANK | {\"model\":\"m\",\"documents\":[\"y\"]} | query",
                "RERANK | {\"model\":\"m\",\"query\":\"x\"} | documents",
                "RERANK | {\"model\":\"m\",\"query\":\"x\",\"documents\":[]} | documents",
                "RERANK | {\"query\":\"x\",\"documents\":[\"y\"]} | model",
                "MODERATION | {\"model\":\"m\",\"input\":7} | input",
                "IMAGE_GENERATION | {\"model\":\"m\",\"prompt\":\" \"} | prompt",
                "SPEECH | {\"model\":\"m\",\"input\":[\"x\"]} | input",
                "SPEECH | {\"model\":\"m\",\"model\":\"m\",\"input\":\"x\"} | model",
                "SPEECH | {\"model\":\"m\",\"input\":\"x\"} x | ",
                "SPEECH | [] | "
            })
    void badRequestNamesItsField(Operation operation, String body, String field) {
        assertThatThrownBy(() -> read(operation, body))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    @Test
    void whatIsAskedForSaysWhatItMayComeTo() {
        Usage images = AskedUnits.most(
                read(
                        Operation.IMAGE_GENERATION,
                        "{\"model\":\"m\",\"prompt\":\"x\",\"n\":3,\"size\":\"1024x1792\",\"quality\":\"hd\"}"),
                Usage.NONE);
        assertThat(images.units().images()).isEqualTo(3);
        assertThat(images.units().imageKind()).isEqualTo("hd 1024x1792");
        assertThat(images.outputTokens()).isEqualTo(3 * 6240);

        String many = "\"d\",".repeat(250);
        assertThat(AskedUnits.estimate(read(
                                Operation.RERANK,
                                "{\"model\":\"m\",\"query\":\"x\",\"documents\":[" + many + "\"d\"]}"))
                        .units())
                .isEqualTo(Units.ofSearches(3));
        assertThat(AskedUnits.estimate(read(Operation.SPEECH, "{\"model\":\"m\",\"input\":\"twelve chars\"}"))
                        .units()
                        .characters())
                .isEqualTo(12);
    }

    private static ChatRequest read(Operation operation, String body) {
        return JsonRequest.read(operation, bytes(body), () -> null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
