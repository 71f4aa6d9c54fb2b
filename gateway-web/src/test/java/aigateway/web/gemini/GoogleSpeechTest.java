package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleSpeechTest {

    private static final byte[] SAMPLES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void speechIsAskedForAsGeminiSays() {
        Translated said = GoogleSpeech.request(Golden.json("request/speech.openai.json"));

        Golden.assertJson("request/speech.gemini.json", Json.bytes(said.body()));
        assertThat(said.dropped()).containsExactly("speed");
    }

    @Test
    void samplesGetTheHeadOfAWavFile() throws IOException, UnsupportedAudioFileException {
        byte[] wav = sound(asked(""));

        try (AudioInputStream read = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(read.getFormat().matches(new AudioFormat(24_000, 16, 1, true, false)))
                    .isTrue();
            assertThat(read.readAllBytes()).isEqualTo(SAMPLES);
        }
        assertThat(GoogleSpeech.type(asked(""))).isEqualTo("audio/wav");
    }

    @Test
    void bareSamplesAreWhatTheModelSays() {
        ObjectNode asked = asked(",\"response_format\":\"pcm\"");

        assertThat(sound(asked)).isEqualTo(SAMPLES);
        assertThat(GoogleSpeech.type(asked)).isEqualTo("audio/pcm");
    }

    @Test
    void usageIsToldBesideTheSound() {
        JsonNode usage = answer(asked("")).path("usage");

        assertThat(usage.toString())
                .isEqualTo("{\"input_tokens\":12,\"output_tokens\":340,\"total_tokens\":352,"
                        + "\"output_tokens_details\":{\"audio_tokens\":340}}");
    }

    @Test
    void voiceOfOpenAisIsLeftOutAndTold() {
        Translated said = GoogleSpeech.request(asked(",\"voice\":\"alloy\""));

        assertThat(said.dropped()).containsExactly("voice");
        assertThat(said.body().findPath("speechConfig").isMissingNode()).isTrue();
    }

    @Test
    void conversationOfVoicesIsTheModelsOwnParameter() {
        Translated said = GoogleSpeech.request(asked(
                ",\"voice\":\"Kore\",\"speechConfig\":{\"multiSpeakerVoiceConfig\":{\"speakerVoiceConfigs\":[]}}"));

        assertThat(said.body().findPath("speechConfig").toString())
                .isEqualTo("{\"multiSpeakerVoiceConfig\":{\"speakerVoiceConfigs\":[]}}");
    }

    @ParameterizedTest
    @CsvSource({"response_format, mp3", "response_format, opus", "stream_format, sse"})
    void whatTheModelCannotDoIsRefused(String field, String value) {
        ObjectNode asked = asked(",\"" + field + "\":\"" + value + "\"");

        assertThatThrownBy(() -> GoogleSpeech.request(asked))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}} | nothing: SAFETY",
                "{\"candidates\":[{\"finishReason\":\"OTHER\"}]} | nothing: OTHER"
            })
    void answerWithoutASoundSaysWhy(String answer, String why) {
        assertThatThrownBy(() -> GoogleSpeech.answer(asked(""), bytes(answer)))
                .isInstanceOf(GatewayException.class)
                .hasMessageEndingWith(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":true}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"data\":\"?\"}}]}}]}"
            })
    void whatIsNoAnswerIsAFault(String answer) {
        assertThatThrownBy(() -> GoogleSpeech.answer(asked(""), bytes(answer)))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static byte[] sound(ObjectNode asked) {
        return Base64.getDecoder().decode(answer(asked).path("b64_sound").asText());
    }

    private static ObjectNode answer(ObjectNode asked) {
        return Json.object(GoogleSpeech.answer(asked, Golden.bytes("answer/speech.gemini.json")));
    }

    private static ObjectNode asked(String more) {
        return Json.object(bytes("{\"model\":\"m\",\"input\":\"Un chat.\"" + more + "}"));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
