package aigateway.web.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormRequestTest {

    private static final String TYPE = "multipart/form-data; boundary=----line";
    private static final String FORM = "------line\r\n"
            + "Content-Disposition: form-data; name=\"model\"\r\n\r\nopenai-main/whisper\r\n"
            + "------line\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n"
            + "\u0000\r\n--not the line\r\n\r\n"
            + "------line\r\n"
            + "content-disposition: form-data; name=\"language\"\r\n\r\nen\r\n"
            + "------line--\r\n";

    @Test
    void rulesAndTracesSeeAFormAsJsonWithoutItsFiles() {
        ChatRequest request = read(FORM);

        assertThat(request.model()).isEqualTo("openai-main/whisper");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"model\":\"openai-main/whisper\",\"file\":{\"filename\":\"a.mp3\",\"content_type\":\"audio/mpeg\",\"bytes\":19},\"language\":\"en\"}");
        assertThat(request.isOutputBounded()).isTrue();
        assertThat(request.outputTokens()).isZero();
    }

    @Test
    void vendorGetsTheFormWithItsOwnNameOfTheModel() {
        FormRequest form = (FormRequest) read(FORM).original();

        assertThat(text(form.forUpstream("whisper-1", Map.of(), Map.of())))
                .isEqualTo(FORM.replace("openai-main/whisper", "whisper-1"));
        assertThat(form.contentType()).isEqualTo("multipart/form-data; boundary=\"----line\"");
    }

    @Test
    void targetsFieldsAreSetInTheForm() {
        FormRequest form = (FormRequest) read(FORM).original();

        Form said = Form.read(
                form.forUpstream("whisper-1", Map.of("language", "fr", "temperature", 0.5), Map.of("prompt", "Cats.")),
                form.contentType());

        assertThat(said.field("language")).contains("en");
        assertThat(said.field("temperature")).contains("0.5");
        assertThat(said.field("prompt")).contains("Cats.");
        assertThat(said.field("model")).contains("whisper-1");
        assertThat(said.part("file").orElseThrow().length()).isEqualTo(19);
    }

    @Test
    void formWithoutAModelMeansTheOneOfItsAccount() {
        String without = FORM.substring(FORM.indexOf("------line", 10));

        ChatRequest request =
                FormRequest.read(Operation.TRANSCRIPTION, bytes(without), TYPE, () -> "openai-main/whisper");

        assertThat(request.model()).isEqualTo("openai-main/whisper");
        FormRequest form = (FormRequest) request.original();
        assertThat(Form.read(form.forUpstream("whisper-1", Map.of(), Map.of()), TYPE)
                        .field("model"))
                .contains("whisper-1");
        assertThatThrownBy(() -> FormRequest.read(Operation.TRANSCRIPTION, bytes(without), TYPE, () -> null))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("model"));
    }

    @Test
    void recordingThatSaysItsLengthIsMeasured() {
        ByteBuffer wav = ByteBuffer.allocate(44 + 32_000).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(bytes("RIFF"))
                .putInt(0)
                .put(bytes("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(8000).putInt(16_000);
        String form =
                FORM.replace("\u0000\r\n--not the line\r\n", new String(wav.array(), StandardCharsets.ISO_8859_1));

        ChatRequest request =
                FormRequest.read(Operation.TRANSCRIPTION, form.getBytes(StandardCharsets.ISO_8859_1), TYPE, () -> null);

        assertThat(Json.object(request.body()).at("/file/duration_ms").asLong()).isEqualTo(2000);
        assertThat(AskedUnits.estimate(request).units().audioMillis()).isEqualTo(2000);
    }

    @Test
    void severalFilesOfOneNameAreAList() {
        String two = FORM.replace("name=\"file\"", "name=\"image[]\"")
                .replace("name=\"language\"", "name=\"image[]\"; filename=\"b.png\"");

        ChatRequest request = FormRequest.read(Operation.IMAGE_EDIT, bytes(two), TYPE, () -> null);

        assertThat(Json.object(request.body()).path("image")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "file", "language"})
    void formWithoutAFieldIsWholeOtherwise(String field) {
        FormRequest form = (FormRequest) Objects.requireNonNull(read(FORM).original());

        byte[] said = form.without(Set.of(field)).forUpstream("up", Map.of(), Map.of());

        Set<String> names =
                Form.read(said, TYPE).parts().stream().map(Form.Part::name).collect(Collectors.toSet());
        Set<String> expected = new HashSet<>(form.fields());
        if (!field.equals("model")) {
            // The model's name is set whatever the form said.
            expected.remove(field);
        }
        assertThat(names).isEqualTo(expected);
        assertThat(text(said)).contains("up").doesNotContain("openai-main/whisper");
    }

    @Test
    void fileNeedsNoName() {
        ChatRequest request = read(FORM.replace("; filename=\"a.mp3\"", ""));
        assertThat(Json.object(request.body()).at("/file/bytes").asInt()).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "40", "120", "200", "260"})
    void formThatWasCutIsRefused(int length) {
        assertThatThrownBy(() -> read(FORM.substring(0, length)))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("boundary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "application/json", "multipart/form-data; boundary="})
    void bodyThatIsNoFormIsRefused(String type) {
        assertThatThrownBy(() -> FormRequest.read(Operation.TRANSCRIPTION, bytes(FORM), type, () -> null))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void fileIsAFile() {
        String text = FORM.replace("; filename=\"a.mp3\"\r\nContent-Type: audio/mpeg", "");
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("file"));
    }

    private static ChatRequest read(String form) {
        return FormRequest.read(Operation.TRANSCRIPTION, bytes(form), TYPE, () -> null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
