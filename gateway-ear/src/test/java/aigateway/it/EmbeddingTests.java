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
import com.google.genai.types.EmbedContentResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are embedded by every vendor that does, for OpenAI's official client. */
interface EmbeddingTests {

    Installation on();

    @ParameterizedTest
    @CsvSource({
        "embedder/small, /openai/v1/embeddings",
        "gemini-main/vectors, /gemini/v1beta/models/gemini-embedding-001:batchEmbedContents",
        "cohere-main/vectors, /cohere/v2/embed",
        "mistral-main/vectors, /mistral/v1/embeddings"
    })
    default void openAisClientEmbedsWithEveryVendor(String model, String path) {
        String mark = Installation.mark();

        CreateEmbeddingResponse answer = on().client()
                .openAi("v1", Installation.CHECKOUT)
                .embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(List.of(mark, "Un chien."))
                        .build());

        assertThat(answer.data()).hasSize(2);
        assertThat(answer.data().get(0).embedding()).containsExactly(0.5f, -0.25f, 0.125f, 1.0f);
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo(path);
        assertThat(sent.headers().toString()).contains(Installation.UPSTREAM_KEY);
    }

    /** A token signs in to Vertex AI, and no key. */
    @Test
    default void vertexEmbeds() {
        String mark = Installation.mark();

        JsonNode answer = GatewayClient.json(on().client()
                .post(
                        "v1/embeddings",
                        Installation.CHECKOUT,
                        "{\"model\":\"vertex-main/vectors\",\"input\":[\"" + mark
                                + "\",\"b\"],\"task_type\":\"CLUSTERING\"}"));

        assertThat(answer.at("/data/1/embedding/1").asDouble()).isEqualTo(1.5);
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(9);
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).endsWith("/publishers/google/models/gemini-embedding-001:predict");
        assertThat(sent.json().at("/instances/1/task_type").asText()).isEqualTo("CLUSTERING");
        assertThat(sent.header("authorization")).contains("Bearer " + MockVendors.GOOGLE_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedder/small", "gemini-main/vectors", "vertex-main/vectors", "cohere-main/vectors"})
    default void googlesClientEmbedsWithEveryVendor(String model) {
        EmbedContentResponse answer = on().client()
                .google(Installation.CHECKOUT)
                .models
                .embedContent(model, List.of("Un chat.", "Un chien."), null);

        assertThat(answer.embeddings().orElseThrow().get(0).values()).contains(List.of(0.5f, -0.25f, 0.125f, 1.0f));
    }

    /** Between Gemini's client and Gemini nothing is retold but the model's name. */
    @Test
    default void whatGooglesClientWantsEmbeddedReachesGeminiUnchanged() {
        String mark = Installation.mark();
        String asked = "{\"content\":{\"parts\":[{\"text\":\"" + mark + "\"}]},\"taskType\":\"CLUSTERING\"}";

        HttpResponse<String> answer = on().client()
                .post(
                        "v1beta/models/gemini-main/vectors:embedContent",
                        "",
                        asked,
                        "x-goog-api-key",
                        Installation.CHECKOUT);

        assertThat(answer.body()).isEqualTo(MockMedia.recorded("answer/embed.gemini.one.json"));
        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).isEmpty();
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/gemini/v1beta/models/gemini-embedding-001:embedContent");
        assertThat(sent.text()).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedder/small", "cohere-main/vectors", "gemini-main/vectors"})
    default void coheresEmbedReachesEveryVendor(String model) {
        HttpResponse<String> answer = on().client()
                .post(
                        "v2/embed",
                        Installation.CHECKOUT,
                        "{\"model\":\"" + model
                                + "\",\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\",\"embedding_types\":[\"float\"]}");

        assertThat(GatewayClient.json(answer).at("/embeddings/float/1/3").asDouble())
                .isEqualTo(0.75);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains(model);
        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters").isPresent())
                .isEqualTo(!model.startsWith("cohere"));
        HttpResponse<String> bytes = on().client()
                .post(
                        "v2/embed",
                        Installation.CHECKOUT,
                        "{\"model\":\"" + model + "\",\"texts\":[\"a\"],\"embedding_types\":[\"int8\"]}");
        assertThat(bytes.statusCode()).isEqualTo(model.startsWith("cohere") ? 200 : 400);
        assertThat(on().client().post("v2/embed", "nobodys", "{}").body()).startsWith("{\"message\":");
    }

    @Test
    default void embeddingIsLimitedPaidForAndTold() {
        ObjectNode body = GatewayClient.JSON
                .createObjectNode()
                .put("model", "embedder/small")
                .put("input", "Un chat.");
        HttpResponse<String> answer = on().client().post("v1/embeddings", Installation.CHECKOUT, body.toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-tfy-resolved-model")).contains("embedder/small");
        assertThat(answer.headers().firstValue("x-tfy-applied-configurations").orElseThrow())
                .contains("\"rate_limit\":[\"plenty\"]", "\"budget\":[\"everything\"]");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.root().name()).isEqualTo("embeddings");
        for (ToldSpan span : List.of(trace.root(), trace.ofType("Model").get(0))) {
            Map<String, Object> attributes = span.attributes();
            assertThat(attributes)
                    .contains(
                            entry("tfy.model.request_type", "Embedding"),
                            entry("gen_ai.operation.name", "embeddings"),
                            entry("gen_ai.usage.input_tokens", 9L),
                            entry("tfy.model.metric.input_tokens", 9L),
                            entry("tfy.model.metric.output_tokens", 0L),
                            entry("tfy.model.metric.cost_in_usd", 0.0000018))
                    .containsKeys("tfy.input", "tfy.output");
            assertThat(attributes.get("tfy.output").toString())
                    .contains("\"vectors\":2")
                    .doesNotContain("0.125");
        }
        assertThat(trace.root().attributes()).contains(entry("tfy.span_type", "Embedding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local/small", "anthropic-main/claude"})
    default void modelForSomethingElseIsRefused(String model) {
        assertThatThrownBy(() -> on().client()
                        .openAi("v1", Installation.CHECKOUT)
                        .embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model(model)
                                .input("x")
                                .build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("model_types");
        assertThat(on().client()
                        .chat(Installation.CHECKOUT, "embedder/small", "x")
                        .statusCode())
                .isEqualTo(400);
    }
}
