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
        "mistral-main/vectors, /mistral/v1/embeddings",
        "bedrock-main/vectors, /bedrock/model/eu.cohere.embed-v4%3A0/invoke"
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
    @ValueSource(
            strings = {
                "embedder/small",
                "gemini-main/vectors",
                "vertex-main/vectors",
                "cohere-main/vectors",
                "bedrock-main/vectors"
            })
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

    /** Converse embeds nothing: each model is asked in the words of who made it. */
    @Test
    default void titanEmbedsOneTextAtBedrock() {
        String mark = Installation.mark();

        HttpResponse<String> answer = embed("{\"model\":\"bedrock-signed/titan\",\"input\":[\"" + mark
                + "\"],\"dimensions\":256,\"normalize\":false,\"user\":\"u\"}");

        assertThat(GatewayClient.json(answer).at("/data/0/embedding/3").asDouble())
                .isEqualTo(1.0);
        assertThat(GatewayClient.json(answer).at("/usage/prompt_tokens").asInt())
                .isEqualTo(5);
        Exchange sent = on().vendors().received(mark).get(0);
        assertThat(sent.path()).isEqualTo("/bedrock/model/amazon.titan-embed-text-v2%3A0/invoke");
        assertThat(sent.json().toString())
                .isEqualTo("{\"inputText\":\"" + mark + "\",\"dimensions\":256,\"normalize\":false}");
        assertThat(sent.header("authorization").orElseThrow())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/bedrock/aws4_request");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.ofType("Model").get(0).attributes())
                .contains(
                        entry("gen_ai.provider.name", "aws.bedrock"),
                        entry("gen_ai.usage.input_tokens", 5L),
                        entry("tfy.model.metric.cost_in_usd", 0.000001))
                .doesNotContainKey("tfy.model.metric.usage_estimated");
    }

    @Test
    default void titanIsReachedByEveryClientOfEmbeddings() {
        HttpResponse<String> geminis = on().client()
                .post(
                        "v1beta/models/bedrock-signed/titan:embedContent",
                        "",
                        "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}",
                        "x-goog-api-key",
                        Installation.CHECKOUT);
        HttpResponse<String> coheres = on().client()
                .post(
                        "v2/embed",
                        Installation.CHECKOUT,
                        "{\"model\":\"bedrock-signed/titan\",\"texts\":[\"a\"],\"embedding_types\":[\"float\"]}");

        assertThat(GatewayClient.json(geminis).at("/embedding/values/3").asDouble())
                .isEqualTo(1.0);
        assertThat(GatewayClient.json(coheres).at("/embeddings/float/0/3").asDouble())
                .isEqualTo(1.0);
        assertThat(GatewayClient.json(coheres)
                        .at("/meta/billed_units/input_tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    default void whatAModelOfBedrocksCannotBeAskedIsRefusedOrNamed() {
        HttpResponse<String> dropped =
                embed("{\"model\":\"bedrock-main/first-titan\",\"input\":\"a\",\"dimensions\":256}");
        HttpResponse<String> several = embed("{\"model\":\"bedrock-signed/titan\",\"input\":[\"a\",\"b\"]}");
        HttpResponse<String> unknown = embed("{\"model\":\"bedrock-main/unknown-vectors\",\"input\":\"a\"}");

        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(dropped.headers().firstValue("x-tfy-dropped-parameters")).contains("dimensions");
        assertThat(several.statusCode()).isEqualTo(400);
        assertThat(several.body()).contains("make a request for each");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("names neither", "cohere.embed-");
    }

    /** What Bedrock counted stands in a header; Cohere's clients look for it in the body, and so does the bill. */
    @Test
    default void coheresClientIsHeardByCoheresModelsAtBedrockAsItIs() {
        String mark = Installation.mark();

        HttpResponse<String> answer = on().client()
                .post(
                        "v2/embed",
                        Installation.CHECKOUT,
                        "{\"model\":\"bedrock-main/vectors\",\"texts\":[\"" + mark
                                + "\",\"b\"],\"input_type\":\"search_query\",\"embedding_types\":[\"int8\",\"float\"]}");

        assertThat(answer.headers().firstValue("x-tfy-dropped-parameters")).isEmpty();
        assertThat(GatewayClient.json(answer).at("/embeddings/float/1/3").asDouble())
                .isEqualTo(0.75);
        assertThat(GatewayClient.json(answer)
                        .at("/meta/billed_units/input_tokens")
                        .asInt())
                .isEqualTo(9);
        assertThat(on().vendors().received(mark).get(0).json().toString())
                .isEqualTo("{\"texts\":[\"" + mark
                        + "\",\"b\"],\"input_type\":\"search_query\",\"embedding_types\":[\"int8\",\"float\"]}");
        Trace trace = on().otlp()
                .awaitTrace(answer.headers().firstValue("x-tfy-trace-id").orElseThrow());
        assertThat(trace.ofType("Model").get(0).attributes())
                .contains(entry("gen_ai.usage.input_tokens", 9L))
                .doesNotContainKey("tfy.model.metric.usage_estimated");
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

    private HttpResponse<String> embed(String asked) {
        return on().client().post("v1/embeddings", Installation.CHECKOUT, asked);
    }
}
