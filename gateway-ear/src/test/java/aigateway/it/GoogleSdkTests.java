package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.it.peer.Exchange;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's official client works unchanged, with only the address and the key set, whoever answers. */
interface GoogleSdkTests {

    Installation on();

    @Test
    default void googlesClientReachesOpenAisModels() {
        String mark = Installation.mark();

        GenerateContentResponse answer = google().models
                .generateContent(
                        "openai-main/gpt-4o",
                        mark + " @in=12 @out=7",
                        GenerateContentConfig.builder().maxOutputTokens(50).build());

        assertThat(answer.text()).isEqualTo("Hello from gpt-4o-2024-08-06");
        assertThat(answer.usageMetadata().orElseThrow().promptTokenCount()).contains(12);
        Exchange sent = on().upstream().received(mark).get(0);
        assertThat(sent.json().path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(sent.headers().toString()).doesNotContain(Installation.CHECKOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-main/claude", "gemini-main/pro", "cohere-main/command", "mistral-main/large"})
    default void googlesClientReachesEveryVendor(String model) {
        GenerateContentResponse answer = google().models.generateContent(model, "hello", null);

        assertThat(answer.text()).startsWith("Voilà");
        assertThat(Objects.requireNonNull(answer.functionCalls()).get(0).name()).contains("look_up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-main/claude", "gemini-main/pro", "cohere-main/command", "local/small"})
    default void googlesClientReadsAStreamOfEveryVendor(String model) {
        StringBuilder text = new StringBuilder();
        try (ResponseStream<GenerateContentResponse> stream =
                google().models.generateContentStream(model, "@chunks=3", null)) {
            for (GenerateContentResponse piece : stream) {
                text.append(piece.text() == null ? "" : piece.text());
            }
        }

        assertThat(text.toString()).contains(model.equals("local/small") ? "w0 w1 w2 " : "🐈");
    }

    @Test
    default void whatGooglesClientSaysReachesGeminiUnchanged() {
        String mark = Installation.mark();
        String body =
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + mark + "\"}]}],\"cachedContent\":\"c\"}";

        HttpResponse<String> answer = on().client()
                .post(
                        "v1beta/models/gemini-main/pro:generateContent",
                        "",
                        body,
                        "x-goog-api-key",
                        Installation.CHECKOUT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(answer)
                        .at("/candidates/0/content/parts/6/executableCode/code")
                        .asText())
                .isEqualTo("1+1");
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.text()).isEqualTo(body);
        assertThat(sent.header("x-goog-api-key")).contains(Installation.UPSTREAM_KEY);
    }

    @Test
    default void googlesClientHasTokensCounted() {
        assertThat(google().models
                        .countTokens("local/small", "How many tokens are these?", null)
                        .totalTokens()
                        .orElseThrow())
                .isPositive();
        HttpResponse<String> counted = on().client()
                .post(
                        "v1beta/models/local/small:countTokens",
                        Installation.CHECKOUT,
                        "{\"generateContentRequest\":{\"contents\":[{\"parts\":[{\"text\":\"" + "a".repeat(400)
                                + "\"}]}]}}");
        assertThat(GatewayClient.json(counted).path("totalTokens").asInt()).isGreaterThan(100);
        assertThat(counted.headers().firstValue("x-tfy-usage")).contains("estimated");
    }

    @Test
    default void refusalsSoundAsGoogleSaysThem() {
        assertThatThrownBy(() -> google().models.generateContent("local/unheard-of", "x", null))
                .isInstanceOfSatisfying(ClientException.class, refused -> assertThat(refused.code())
                        .isEqualTo(404));
        HttpResponse<String> noKey = on().client()
                .post(
                        "v1beta/models/local/small:generateContent",
                        "",
                        "{\"contents\":[]}",
                        "x-goog-api-key",
                        "nobodys");
        assertThat(noKey.statusCode()).isEqualTo(401);
        assertThat(GatewayClient.json(noKey).at("/error/status").asText()).isEqualTo("UNAUTHENTICATED");
        HttpResponse<String> noMethod =
                on().client().post("v1beta/models/local/small:imagine", Installation.CHECKOUT, "{\"contents\":[]}");
        assertThat(noMethod.statusCode()).isEqualTo(404);
    }

    private Client google() {
        return on().client().google(Installation.CHECKOUT);
    }
}
