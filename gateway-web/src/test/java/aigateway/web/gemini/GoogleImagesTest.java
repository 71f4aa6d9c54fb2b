package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleImagesTest {

    @ParameterizedTest
    @CsvSource({"imagen-4.0-generate-001, imagen", "gemini-2.5-flash-image, gemini"})
    void pictureIsAskedForInBothWays(String model, String kind) {
        ObjectNode asked = Golden.json("request/image.openai.json").put("model", model);

        Translated said = GoogleImages.request(asked);

        Golden.assertJson("request/image." + kind + ".json", Json.bytes(said.body()));
        // 1792 to 1024 is nearly 16 to 9.
        assertThat(said.dropped()).containsExactly("quality", "size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"imagen", "gemini"})
    void pictureIsToldAsOpenAis(String kind) {
        Golden.assertJson(
                "answer/image." + kind + ".openai.json",
                GoogleImages.answer(Golden.bytes("answer/image." + kind + ".json"), 1_700_000_000));
    }

    @Test
    void pictureIsChangedByWhatStandsBesideIt() {
        Translated said = GoogleImages.edit(Golden.json("request/image-edit.openai.json"));

        Golden.assertJson("request/image-edit.gemini.json", Json.bytes(said.body()));
        assertThat(said.dropped()).containsExactly("input_fidelity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-image | \"image\":{\"data\":\"w\"},\"prompt\":\"x\",\"mask\":{\"data\":\"w\"} | mask",
                "gemini-image | \"image\":{\"data\":\"w\"},\"prompt\":\"x\",\"n\":\"2\" | n",
                "gemini-image | \"image\":{\"data\":\"w\"},\"prompt\":\"x\",\"stream\":\"true\" | stream",
                "gemini-image | \"image\":{\"data\":\"w\"} | prompt",
                "gemini-image | \"image\":[\"text\"],\"prompt\":\"x\" | image",
                "imagen-4 | \"image\":{\"data\":\"w\"},\"prompt\":\"x\" | model"
            })
    void changeThatTheModelCannotMakeIsRefused(String model, String fields, String param) {
        ObjectNode asked = Json.object(bytes("{\"model\":\"" + model + "\"," + fields + "}"));

        assertThatThrownBy(() -> GoogleImages.edit(asked))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource({
        "imagen-4, 1024x1024, 1:1, false",
        "imagen-4, 1024x1536, 3:4, true",
        "gemini-image, 1024x1536, 2:3, false",
        "gemini-image, 1536x1024, 3:2, false",
        "gemini-image, auto, , false"
    })
    void sizeBecomesTheNearestShape(String model, String size, String shape, boolean told) {
        Translated said = GoogleImages.request(
                Json.emptyObject().put("model", model).put("prompt", "x").put("size", size));

        assertThat(said.body().findPath("aspectRatio").asText(null)).isEqualTo(shape);
        assertThat(said.dropped().contains("size")).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imagen-4 | \"response_format\":\"url\" | response_format",
                "imagen-4 | \"stream\":true | stream",
                "gemini-image | \"n\":2 | n"
            })
    void whatTheModelCannotDoIsRefused(String model, String field, String param) {
        ObjectNode asked = Json.object(bytes("{\"model\":\"" + model + "\",\"prompt\":\"x\"," + field + "}"));

        assertThatThrownBy(() -> GoogleImages.request(asked))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"predictions\":[{\"raiFilteredReason\":\"No cats.\"}]} | nothing: No cats.",
                "{} | nothing.",
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}} | nothing: SAFETY",
                "{\"candidates\":[{\"finishReason\":\"IMAGE_SAFETY\"}]} | nothing: IMAGE_SAFETY"
            })
    void answerWithoutAPictureSaysWhy(String answer, String why) {
        assertThatThrownBy(() -> GoogleImages.answer(bytes(answer), 0))
                .isInstanceOf(GatewayException.class)
                .hasMessageEndingWith(why);
    }

    @Test
    void whatIsNoAnswerIsAFault() {
        assertThatThrownBy(() -> GoogleImages.answer(bytes("{\"ok\":true}"), 0))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
