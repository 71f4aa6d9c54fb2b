package aigateway.web.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.cohere.CohereEmbeddings;
import aigateway.web.cohere.EmbedRequest;
import aigateway.web.gemini.EmbedContentRequest;
import aigateway.web.gemini.GeminiEmbeddings;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gemini's and Cohere's clients ask for vectors in their own words, and hear them so. */
class EmbeddingClientsTest {

    private static final byte[] VECTORS = Golden.bytes("answer/embed.openai.json");

    @Test
    void requestsOfBothAreOpenAisForEverybodyElse() {
        ChatRequest geminis =
                EmbedContentRequest.read(Golden.bytes("request/client.embed.gemini.json"), "some/model", true);
        ChatRequest coheres = EmbedRequest.read(Golden.bytes("request/client.embed.cohere.json"));

        for (ChatRequest request : new ChatRequest[] {geminis, coheres}) {
            assertThat(request.operation()).isEqualTo(Operation.EMBEDDING);
            assertThat(request.model()).isEqualTo("some/model");
            assertThat(original(request).onlyAsIs()).isNull();
            assertThat(Json.object(request.forUpstream("up", Map.of(), Map.of())))
                    .isEqualTo(Json.object(
                            text("{\"model\":\"up\",\"input\":[\"Un chat.\",\"Un chien.\"],\"dimensions\":4}")));
        }
        assertThat(original(geminis).dropped()).containsExactly("taskType");
        assertThat(original(coheres).dropped()).containsExactly("input_type", "truncate");
    }

    @Test
    void geminisClientHearsOneVectorOrAList() {
        ChatRequest one = EmbedContentRequest.read(text("{\"content\":{\"parts\":[{\"text\":\"x\"}]}}"), "a/m", false);
        ChatRequest batch = EmbedContentRequest.read(Golden.bytes("request/client.embed.gemini.json"), "a/m", true);

        Golden.assertJson("answer/embed.gemini.one.json", GeminiEmbeddings.CLIENT.answer(VECTORS, one));
        Golden.assertJson("answer/embed.gemini.json", GeminiEmbeddings.CLIENT.answer(VECTORS, batch));
    }

    @Test
    void coheresClientHearsEveryFormItAskedFor() {
        ChatRequest request = EmbedRequest.read(Golden.bytes("request/client.embed.cohere.json"));

        ObjectNode said = Json.object(CohereEmbeddings.CLIENT.answer(VECTORS, request));

        assertThat(said.remove("id").asText()).isNotEmpty();
        Golden.assertJson("answer/embed.openai.cohere.json", Json.bytes(said));
        ObjectNode base64 = Json.emptyObject();
        base64.putArray("data").addObject().set("embedding", said.at("/embeddings/base64/1"));
        assertThat(Embeddings.read(Json.bytes(base64)).vectors().toString()).isEqualTo("[[0.0,1.5,-2.0,0.75]]");
    }

    @Test
    void vendorsOwnAnswersAreUnderstood() throws IOException {
        for (String recorded : new String[] {"embed.gemini", "embed.gemini.one"}) {
            JsonNode heard =
                    Json.object(GeminiEmbeddings.CLIENT.understood(Golden.bytes("answer/" + recorded + ".json")));
            assertThat(heard.at("/data/0/embedding/3").doubleValue()).isEqualTo(1.0);
        }
        JsonNode heard = Json.object(CohereEmbeddings.CLIENT.understood(Golden.bytes("answer/embed.cohere.json")));
        assertThat(heard.path("data")).hasSize(2);
        assertThat(heard.at("/usage/prompt_tokens").asInt()).isEqualTo(9);
        JsonNode small = Json.object(CohereEmbeddings.CLIENT.understood(text(
                "{\"embeddings\":{\"int8\":[[1,2],[3,4],[5,6]]},\"meta\":{\"billed_units\":{\"input_tokens\":3}}}")));
        assertThat(small.path("data")).hasSize(3);
        assertThatThrownBy(() -> GeminiEmbeddings.CLIENT.understood(text("{\"ok\":true}")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void vendorsOfTheSameDialectGetTheRequestAsItIs() {
        ChatRequest coheres = EmbedRequest.read(Golden.bytes("request/client.embed.cohere.json"));
        ObjectNode asked = Golden.json("request/client.embed.cohere.json");
        ChatRequest geminis = EmbedContentRequest.read(Golden.bytes("request/client.embed.gemini.json"), "a/m", true);

        assertThat(Json.object(original(coheres).forUpstream("embed-v4.0", Map.of(), Map.of())))
                .isEqualTo(asked.put("model", "embed-v4.0"));
        assertThat(Json.object(original(coheres)
                                .forUpstream("embed-v4.0", Map.of("dimensions", 8), Map.of("truncate", "NONE")))
                        .toString())
                .contains("\"output_dimension\":4", "\"truncate\":\"NONE\"");
        JsonNode second = Json.object(original(geminis).forUpstream("other", Map.of(), Map.of("dimensions", 8)))
                .at("/requests/1");
        assertThat(second.path("model").asText()).isEqualTo("models/other");
        assertThat(second.path("taskType").asText()).isEqualTo("RETRIEVAL_QUERY");
        assertThat(second.path("outputDimensionality").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cohere | {\"model\":\"m\",\"texts\":[\"x\"],\"embedding_types\":[\"int8\"]} | embedding_types",
                "cohere | {\"model\":\"m\",\"images\":[\"data:image/png;base64,AA==\"]} | images",
                "cohere | {\"model\":\"m\",\"inputs\":[{\"content\":[{\"type\":\"image_url\"}]}]} | inputs",
                "gemini | {\"requests\":[{\"content\":{\"parts\":[{\"inlineData\":{}}]}}]} | requests[0].content",
                "gemini | {\"requests\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"outputDimensionality\":1},{\"content\":{\"parts\":[{\"text\":\"y\"}]},\"outputDimensionality\":2}]} | requests[1].outputDimensionality"
            })
    void whatOnlyTheVendorItselfCanDoSaysSo(String client, String body, String field) {
        GatewayException why = original(read(client, body)).onlyAsIs();

        assertThat(why).isNotNull();
        assertThat(why.param()).isEqualTo(field);
        assertThat(why.getMessage()).endsWith("own models only.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cohere | {\"texts\":[\"x\"]} | model",
                "cohere | {\"model\":\"m\"} | texts",
                "cohere | {\"model\":\"m\",\"texts\":[7]} | texts",
                "gemini | {} | requests",
                "gemini | {\"requests\":[7]} | requests",
                "gemini | {\"requests\":[{}]} | requests[0].content",
                "gemini | {\"requests\":[{\"content\":{\"parts\":[]}}]} | input",
                "gemini | nothing | "
            })
    void badRequestNamesItsField(String client, String body, @Nullable String field) {
        assertThatThrownBy(() -> read(client, body))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    private static ChatRequest read(String client, String body) {
        return client.equals("cohere")
                ? EmbedRequest.read(text(body))
                : EmbedContentRequest.read(text(body), "a/m", true);
    }

    private static ChatRequest.Original original(ChatRequest request) {
        return Objects.requireNonNull(request.original());
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
