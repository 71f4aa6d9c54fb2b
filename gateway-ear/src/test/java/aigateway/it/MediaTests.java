package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import aigateway.it.peer.Exchange;
import aigateway.it.peer.MockMedia;
import aigateway.it.peer.MockVendors;
import aigateway.it.peer.ToldSpan;
import aigateway.it.peer.Trace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateParams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures, speech, moderation and reranking, by OpenAI's official client where it has a word for them. */
interface MediaTests {

    Installation on();

    @Test
    default void pictureIsMadePaidForAndTold() {
        String mark = Installation.mark();
        var answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .images()
                .withRawResponse()
                .generate(ImageGenerateParams.builder()
                        .model("media/picture")
                        .prompt(mark)
                        .build());

        assertThat(answer.parse().data().orElseThrow()).hasSize(1);
        assertThat(answer.parse().data().orElseThrow().get(0).b64Json()).isPresent();
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/openai/v1/images/generations");
        assertThat(sent.json().path("model").asText()).isEqualTo("gpt-image-1");
        Trace trace =
                on().otlp().awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
        assertThat(trace.root().name()).isEqualTo("imageGenerations");
        for (ToldSpan span : List.of(trace.root(), trace.ofType("Model").get(0))) {
            assertThat(span.attributes())
                    .contains(
                            entry("tfy.model.request_type", "ImageGeneration"),
                            entry("gen_ai.operation.name", "image_generation"),
                            entry("tfy.model.metric.input_tokens", 50L),
                            entry("tfy.model.metric.output_tokens", 1050L),
                            entry("tfy.model.metric.cost_in_usd", 0.04245));
            assertThat(span.attributes().get("tfy.output").toString()).doesNotContain("iVBOR");
        }
        assertThat(trace.root().attributes()).contains(entry("tfy.span_type", "ImageGeneration"));
    }

    @Test
    default void pictureIsStreamedAsItComes() {
        String mark = Installation.mark();
        java.net.http.HttpResponse<String> answer = on().client()
                .post(
                        "v1/images/generations",
                        Installation.CHECKOUT,
                        "{\"model\":\"media/picture\",\"stream\":true,\"prompt\":\"" + mark + "\"}");

        assertThat(answer.body()).isEqualTo(MockMedia.recorded("stream/image.openai.events"));
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().attributes()).contains(entry("tfy.model.metric.output_tokens", 1050L));
    }

    @Test
    default void formsTravelWithTheirFilesAndTheVendorsNameOfTheModel() {
        String mark = Installation.mark();
        byte[] picture = (mark + "\r\n--x\0\377").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        ImagesResponse edited = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .images()
                .edit(ImageEditParams.builder()
                        .model("media/picture")
                        .image(MultipartField.<ImageEditParams.Image>builder()
                                .value(ImageEditParams.Image.ofInputStream(new ByteArrayInputStream(picture)))
                                .filename("cat.png")
                                .contentType("image/png")
                                .build())
                        .prompt("with a hat")
                        .build());
        on().client()
                .openAi("v1", Installation.CHECKOUT)
                .images()
                .createVariation(ImageCreateVariationParams.builder()
                        .model("media/picture")
                        .image(picture)
                        .build());

        assertThat(edited.data().orElseThrow()).hasSize(1);
        List<Exchange> sent = on().vendors().received(mark);
        assertThat(sent)
                .extracting(Exchange::path)
                .containsExactly("/openai/v1/images/edits", "/openai/v1/images/variations");
        assertThat(sent.get(0).header("content-type").orElseThrow()).startsWith("multipart/form-data");
        assertThat(sent.get(0).text()).contains("gpt-image-1", "with a hat").doesNotContain("media/picture");
        assertThat(new String(sent.get(0).bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(new String(picture, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private HttpResponse speech(String input) {
        return on().client()
                .openAi("v1", Installation.CHECKOUT)
                .audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model("media/voice")
                        .input(input)
                        .voice(SpeechCreateParams.Voice.ALLOY)
                        .build());
    }

    @Test
    default void speechIsTheVendorsBytes() throws IOException {
        String mark = Installation.mark();
        try (HttpResponse answer = speech(mark + " says hello.")) {
            assertThat(answer.headers().values("content-type")).containsExactly("audio/mpeg");
            try (InputStream sound = answer.body()) {
                assertThat(sound.readAllBytes()).isEqualTo(MockMedia.sound());
            }
            Trace trace = on().otlp()
                    .awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
            int characters = (mark + " says hello.").length();
            assertThat((Double) trace.root().attributes().get("tfy.model.metric.cost_in_usd"))
                    .isEqualTo(characters * 15e-6, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(trace.root().attributes())
                    .contains(
                            entry("tfy.span_type", "Speech"),
                            entry("tfy.output", "{\"bytes\":" + MockMedia.sound().length + "}"));
        }
    }

    @Test
    default void transcriptionIsPaidForByTheMinute() {
        String mark = Installation.mark();
        var answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .audio()
                .transcriptions()
                .withRawResponse()
                .create(TranscriptionCreateParams.builder()
                        .model("media/ears")
                        .file(mark.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .build());
        on().client()
                .openAi("v1", Installation.CHECKOUT)
                .audio()
                .translations()
                .create(TranslationCreateParams.builder()
                        .model("media/ears")
                        .file(mark.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .build());

        assertThat(answer.parse().asTranscription().text()).startsWith("Imagine");
        Trace trace =
                on().otlp().awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
        assertThat(trace.root().attributes())
                .contains(entry("tfy.span_type", "Transcription"), entry("tfy.model.metric.cost_in_usd", 0.009));
        assertThat(trace.root().attributes().get("tfy.input").toString())
                .contains("\"bytes\":" + mark.length())
                .doesNotContain(mark);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-main/imagen, imagen-4.0-generate-001:predict, iVBORw0KGgo=, 0.08",
        "gemini-main/painter, gemini-2.5-flash-image:generateContent, /9j/4AAQ, 0.0390021"
    })
    default void googlePaintsForOpenAisClient(String model, String path, String picture, double cost) {
        String mark = Installation.mark();

        var answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .images()
                .withRawResponse()
                .generate(ImageGenerateParams.builder()
                        .model(model)
                        .prompt(mark)
                        .size(ImageGenerateParams.Size._1024X1024)
                        .quality(ImageGenerateParams.Quality.HIGH)
                        .build());

        assertThat(answer.parse().data().orElseThrow().get(0).b64Json()).contains(picture);
        assertThat(answer.headers().values("x-tfy-dropped-parameters")).containsExactly("quality");
        assertThat(on().vendors().received(mark).get(0).path()).endsWith("/models/" + path);
        Trace trace =
                on().otlp().awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
        assertThat(trace.root().attributes())
                .contains(entry("tfy.span_type", "ImageGeneration"), entry("tfy.model.metric.cost_in_usd", cost));
        assertThat(trace.root().attributes().get("tfy.output").toString()).doesNotContain(picture);
    }

    @Test
    default void googleChangesPicturesForOpenAisClient() {
        String mark = Installation.mark();
        byte[] picture = {(byte) 0xff, (byte) 0xd8, 0, '\r', '\n', '"'};

        var answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .images()
                .withRawResponse()
                .edit(ImageEditParams.builder()
                        .model("gemini-main/painter")
                        .image(picture)
                        .prompt(mark)
                        .size(ImageEditParams.Size._1024X1024)
                        .quality(ImageEditParams.Quality.HIGH)
                        .build());

        assertThat(answer.parse().data().orElseThrow().get(0).b64Json()).contains("/9j/4AAQ");
        assertThat(answer.headers().values("x-tfy-dropped-parameters")).containsExactly("quality");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).endsWith("/models/gemini-2.5-flash-image:generateContent");
        JsonNode parts = sent.json().at("/contents/0/parts");
        assertThat(parts.at("/0/inlineData/mimeType").asText()).isEqualTo("image/jpeg");
        assertThat(Base64.getDecoder().decode(parts.at("/0/inlineData/data").asText()))
                .isEqualTo(picture);
        assertThat(parts.at("/1/text").asText()).isEqualTo(mark);
        Trace trace =
                on().otlp().awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
        assertThat(trace.root().attributes())
                .contains(entry("tfy.span_type", "ImageEdit"), entry("tfy.model.metric.cost_in_usd", 0.0390021));
        assertThat(trace.root().attributes().get("tfy.output").toString()).doesNotContain("/9j/4AAQ");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-main, /gemini/v1beta/models/, x-goog-api-key",
        "vertex-main, /gemini/v1/projects/p/locations/europe-west4/publishers/google/models/, authorization"
    })
    default void googleSpeaksForOpenAisClient(String account, String address, String header) throws IOException {
        String mark = Installation.mark();
        try (HttpResponse answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model(account + "/speaker")
                        .input(mark)
                        .voice("Kore")
                        .responseFormat(SpeechCreateParams.ResponseFormat.PCM)
                        .build())) {
            assertThat(answer.headers().values("content-type")).containsExactly("audio/pcm");
            try (InputStream sound = answer.body()) {
                assertThat(sound.readAllBytes()).isEqualTo(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
            }
            Exchange sent = on().vendors().received(mark).get(0);
            assertThat(sent.path()).isEqualTo(address + "gemini-2.5-flash-preview-tts:generateContent");
            assertThat(sent.header(header))
                    .contains(
                            header.equals("authorization")
                                    ? "Bearer " + MockVendors.GOOGLE_TOKEN
                                    : Installation.UPSTREAM_KEY);
            assertThat(sent.json().findPath("voiceName").asText()).isEqualTo("Kore");
            Trace trace = on().otlp()
                    .awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
            assertThat(trace.root().attributes())
                    .contains(
                            entry("tfy.span_type", "Speech"),
                            entry("tfy.model.metric.input_tokens", 12L),
                            entry("tfy.model.metric.output_tokens", 340L),
                            entry("tfy.model.metric.cost_in_usd", 0.003406));
            assertThat(trace.root().attributes().get("tfy.output").toString())
                    .startsWith("{")
                    .contains("\"bytes\":10")
                    .doesNotContain("AAECAwQF");
        }
    }

    /** A player would take it for all there is. */
    @Test
    default void speechThatBreaksOffIsNotEndedInGoodOrder() throws IOException {
        try (HttpResponse answer = speech("@cut")) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
            Trace trace = on().otlp()
                    .awaitTrace(answer.headers().values("x-tfy-trace-id").get(0));
            assertThat(trace.root().status()).isEqualTo("ERROR");
            assertThat((Double) trace.root().attributes().get("tfy.model.metric.cost_in_usd"))
                    .isPositive();
        }
    }

    @Test
    default void formatThatNobodySpeaksIsRefusedByName() {
        assertThatThrownBy(() -> on().client()
                        .openAi("v1", Installation.CHECKOUT)
                        .audio()
                        .speech()
                        .create(SpeechCreateParams.builder()
                                .model("gemini-main/speaker")
                                .input("x")
                                .voice("Kore")
                                .responseFormat(SpeechCreateParams.ResponseFormat.MP3)
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("wav or pcm");
    }

    @Test
    default void mistralTranscribesAndIsSparedWhatItDoesNotKnow() {
        String mark = Installation.mark();
        String form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nmistral-main/ears\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\njson\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\n" + mark
                + "\r\n--b--\r\n";
        java.net.http.HttpResponse<String> answer = on().client()
                .post(
                        "v1/audio/transcriptions",
                        Installation.CHECKOUT,
                        form,
                        "Content-Type",
                        "multipart/form-data; boundary=b");

        assertThat(GatewayClient.json(answer).path("text").asText()).startsWith("Imagine");
        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).contains("response_format");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/mistral/v1/audio/transcriptions");
        assertThat(sent.header("authorization")).contains("Bearer " + Installation.UPSTREAM_KEY);
        assertThat(sent.text()).contains("voxtral-mini-latest").doesNotContain("response_format");
    }

    @Test
    default void vendorThatDoesNotSpeakSaysWhatItDoes() {
        java.net.http.HttpResponse<String> answer = on().client()
                .post(
                        "v1/audio/speech",
                        Installation.CHECKOUT,
                        "{\"model\":\"cohere-main/voice\",\"voice\":\"v\",\"input\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("audioSpeech", "it has models for chat, embedding, rerank.");
    }

    @Test
    default void transcriptionMayBeAPlainText() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nmedia/ears\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\nsrt\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\nxyz\r\n--b--\r\n";
        java.net.http.HttpResponse<String> answer = on().client()
                .post(
                        "v1/audio/transcriptions",
                        Installation.CHECKOUT,
                        form,
                        "Content-Type",
                        "multipart/form-data; boundary=b");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body()).isEqualTo(MockMedia.SUBTITLES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"media/guard", "mistral-main/guard"})
    default void textIsModeratedByEveryVendorThatDoes(String model) {
        var answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .moderations()
                .withRawResponse()
                .create(ModerationCreateParams.builder()
                        .model(model)
                        .input("I will hit you.")
                        .build());

        JsonNode first = body(answer.body()).path("results").path(0);
        assertThat(first.path("flagged").asBoolean()).isEqualTo(model.startsWith("mistral"));
    }

    @Test
    default void moderationWithoutAModelGoesToTheNamedAccount() {
        java.net.http.HttpResponse<String> answer = on().client()
                .post("moderations", Installation.CHECKOUT, "{\"input\":\"x\"}", "x-tfy-provider-name", "media");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains("media/guard");
    }

    @ParameterizedTest
    @CsvSource({
        "cohere-main/order, rerank, /cohere/v2/rerank, 0.002",
        "cohere-main/order, v2/rerank, /cohere/v2/rerank, 0.002",
        "media/order, v1/rerank, /openai/v1/rerank, 0.000056"
    })
    default void documentsAreOrderedByEveryVendorThatDoes(String model, String path, String upstream, double cost) {
        String mark = Installation.mark();
        ObjectNode body =
                GatewayClient.JSON.createObjectNode().put("model", model).put("query", mark);
        body.putArray("documents").add("On the sofa.").add("In Rome.").add("Under the bed.");

        java.net.http.HttpResponse<String> answer = on().client()
                .post(path, Installation.CHECKOUT, body.put("top_n", 2).toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode said = GatewayClient.json(answer);
        assertThat(said.path("id").asText()).isNotEmpty();
        assertThat(said.has("meta")).isTrue();
        assertThat(said.at("/results/0/index").asInt()).isEqualTo(2);
        assertThat(said.at("/results/0/relevance_score").asDouble()).isEqualTo(0.98);
        assertThat(on().vendors().received(mark).get(0).path()).isEqualTo(upstream);
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().attributes())
                .contains(entry("tfy.span_type", "Rerank"), entry("tfy.model.metric.cost_in_usd", cost));
    }

    @ParameterizedTest
    @CsvSource({
        "v1/images/generations, prompt, openai-main/gpt-4o",
        "v1/audio/speech, input, media/picture",
        "v1/moderations, input, embedder/small"
    })
    default void modelForSomethingElseIsRefusedHere(String path, String field, String model) {
        java.net.http.HttpResponse<String> answer = on().client()
                .post(path, Installation.CHECKOUT, "{\"model\":\"" + model + "\",\"" + field + "\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("model_types");
    }

    @Test
    default void vendorsRefusalIsTheClients() {
        assertThatThrownBy(() -> on().client()
                        .openAi("v1", Installation.CHECKOUT)
                        .images()
                        .generate(ImageGenerateParams.builder()
                                .model("media/picture")
                                .prompt("@status=400")
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("says 400");
    }

    private static JsonNode body(InputStream json) {
        try (json) {
            return GatewayClient.JSON.readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
