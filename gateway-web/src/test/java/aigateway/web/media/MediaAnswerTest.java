package aigateway.web.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.Operation;
import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.cohere.CohereRerank;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.mistral.MistralModeration;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaAnswerTest {

    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final ChatRequest RERANK = json(Operation.RERANK, "\"query\":\"x\",\"documents\":[\"y\"]");
    private static final ChatRequest IMAGE = json(Operation.IMAGE_GENERATION, "\"prompt\":\"x\"");
    private static final ChatRequest SPEECH = json(Operation.SPEECH, "\"input\":\"Hello\"");

    @Test
    void rerankingIsSaidToCohereAndBack() {
        ObjectNode asked = Golden.json("request/rerank.json");

        Golden.assertJson("request/rerank.cohere.json", Json.bytes(CohereRerank.request(asked.deepCopy())));
        byte[] answer = Golden.bytes("answer/rerank.cohere.json");
        Golden.assertJson("answer/rerank.cohere.documents.json", CohereRerank.answer(asked, answer));
        asked.remove("return_documents");
        assertThat(CohereRerank.answer(asked, answer)).isSameAs(answer);
        assertThatThrownBy(() -> CohereRerank.answer(asked, "{\"message\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void moderationIsSaidToMistralAndBack() {
        ObjectNode asked = Golden.json("request/moderation.openai.json");

        Golden.assertJson("request/moderation.mistral.json", Json.bytes(MistralModeration.request(asked)));
        Golden.assertJson(
                "answer/moderation.mistral.openai.json",
                MistralModeration.answer(asked, Golden.bytes("answer/moderation.mistral.json")));
    }

    @Test
    void searchesAreCountedAsTheVendorBillsThem() throws IOException {
        Usage usage = usage(RERANK, Golden.bytes("answer/rerank.cohere.json"));
        assertThat(usage).isEqualTo(Usage.NONE.with(Units.ofSearches(1)));

        Usage tokens = usage(RERANK, Golden.bytes("answer/rerank.openai.json"));
        assertThat(tokens.inputTokens()).isEqualTo(56);
        assertThat(tokens.estimated()).isFalse();
    }

    @Test
    void picturesTokensAreAPicturesOwn() throws IOException {
        Usage usage = usage(IMAGE, Golden.bytes("answer/image.openai.json"));

        assertThat(usage.inputTokens()).isEqualTo(50);
        assertThat(usage.outputTokens()).isEqualTo(1050);
        assertThat(usage.units()).isEqualTo(new Units(40, 1050, 1, null, 0, 0, 0));
        assertThat(usage.estimated()).isFalse();
    }

    @Test
    void picturesWithoutUsageAreCounted() throws IOException {
        Usage usage = usage(IMAGE, bytes("{\"created\":1,\"data\":[{\"url\":\"https://x\"},{\"url\":\"https://y\"}]}"));
        assertThat(usage).isEqualTo(Usage.NONE.with(Units.ofImages(2, null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"x\",\"usage\":{\"type\":\"duration\",\"seconds\":9}} | 9000",
                "{\"text\":\"x\",\"duration\":8.47,\"language\":\"english\"} | 8470"
            })
    void soundIsAsLongAsTheAnswerSays(String answer, long millis) throws IOException {
        Usage usage = usage(transcription("json"), bytes(answer));
        assertThat(usage).isEqualTo(Usage.NONE.with(Units.ofAudio(millis)));
    }

    @Test
    void soundMayBeChargedByTokens() throws IOException {
        Usage usage = usage(
                transcription("json"),
                bytes(
                        "{\"text\":\"x\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":114,\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":114},\"output_tokens\":3,\"total_tokens\":117}}"));
        assertThat(usage.inputTokens()).isEqualTo(114);
        assertThat(usage.inputAudioTokens()).isEqualTo(114);
        assertThat(usage.outputTokens()).isEqualTo(3);
    }

    @Test
    void transcriptionMayBePlainText() throws IOException {
        Usage usage = usage(transcription("srt"), bytes("1\n00:00:00,000 --> 00:00:01,000\nHello\n"));
        assertThat(usage.estimated()).isTrue();
        assertThatThrownBy(() -> usage(transcription("text"), bytes("<!DOCTYPE html><html>")))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"error\":{\"message\":\"no\"}}", "[]", "<html>", "{\"results\":\"none\"}", ""})
    void whatIsNoAnswerIsAFault(String body) {
        assertThatThrownBy(() -> usage(RERANK, bytes(body))).isInstanceOf(IOException.class);
    }

    @Test
    void eventsPassAsTheyAreAndTellUsageInTheirTail() {
        String recorded = new String(Golden.bytes("stream/image.openai.events"), StandardCharsets.UTF_8)
                .replace("d2hvbGU=", "A".repeat(900_000));
        for (int step : new int[] {1 << 20, 4096, 997}) {
            AnswerStream stream = MediaClient.INSTANCE.stream(IMAGE.streamed());

            String said = Golden.inPieces(stream::read, bytes(recorded), step)
                    + new String(stream.rest(), StandardCharsets.UTF_8);

            assertThat(said).isEqualTo(recorded);
            assertThat(stream.isComplete()).isTrue();
            assertThat(stream.usage().outputTokens()).isEqualTo(1050);
            assertThat(stream.usage().units().outputImageTokens()).isEqualTo(1050);
        }
    }

    @Test
    void eventsThatWereCutAreNotComplete() {
        AnswerStream stream = MediaClient.INSTANCE.stream(IMAGE.streamed());
        byte[] recorded = Golden.bytes("stream/image.openai.events");
        stream.read(java.util.Arrays.copyOf(recorded, recorded.length / 2));

        assertThat(stream.isComplete()).isFalse();
        assertThat(new String(stream.broken("gone"), StandardCharsets.UTF_8)).contains("event: error", "gone");
        assertThat(stream.usage().estimated()).isTrue();
    }

    @Test
    void errorInEventsIsFound() {
        AnswerStream stream = MediaClient.INSTANCE.stream(IMAGE.streamed());
        stream.read(bytes("event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"not that\"}}\n\n"));
        assertThat(stream.error()).isEqualTo("not that");
    }

    @Test
    void soundPassesUntouchedAndIsCountedByWhatWasSpoken() {
        AnswerStream stream = MediaClient.INSTANCE.stream(SPEECH);
        byte[] sound = {0, 1, 2, '\n', '\n', -1};

        assertThat(stream.read(sound)).isSameAs(sound);
        assertThat(stream.isInsideEvent()).isTrue();
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.usage().units()).isEqualTo(Units.ofCharacters(5));
        assertThat(new String(stream.told(), StandardCharsets.UTF_8)).isEqualTo("{\"bytes\":6}");
    }

    @Test
    void traceIsSparedThePictures() {
        assertThat(new String(
                        MediaAnswer.summary(Operation.IMAGE_EDIT, Golden.bytes("answer/image.openai.json")),
                        StandardCharsets.UTF_8))
                .contains("(96 characters)")
                .doesNotContain("iVBOR");
    }

    private static Usage usage(ChatRequest request, byte[] body) throws IOException {
        ChatAnswer answer = MediaClient.INSTANCE.heard(request, body);
        assertThat(answer.usage()).isNotNull();
        return answer.usage();
    }

    private static ChatRequest json(Operation operation, String fields) {
        return JsonRequest.read(operation, bytes("{\"model\":\"m\"," + fields + "}"), () -> null);
    }

    private static ChatRequest transcription(String format) {
        String form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\n" + format + "\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\n"
                + "x".repeat(8000) + "\r\n--b--\r\n";
        return FormRequest.read(Operation.TRANSCRIPTION, bytes(form), TYPE, () -> null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
