package aigateway.web.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.cohere.CohereEmbeddings;
import aigateway.web.gemini.GeminiEmbeddings;
import aigateway.web.gemini.VertexEmbeddings;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.mistral.MistralEmbeddings;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.EmbeddingRequestReader;
import aigateway.web.openai.Embeddings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingsTest {

    private record Vendor(
            String name, UnaryOperator<ObjectNode> request, Function<byte[], Embeddings> answer, boolean tellsUsage) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vendor> vendors() {
        return Stream.of(
                new Vendor("gemini", GeminiEmbeddings::request, GeminiEmbeddings::answer, false),
                new Vendor("vertex", VertexEmbeddings::request, VertexEmbeddings::answer, true),
                new Vendor("cohere", CohereEmbeddings::request, CohereEmbeddings::answer, true),
                new Vendor("mistral", MistralEmbeddings::request, MistralEmbeddings::answer, true));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void requestIsSaidToEveryVendor(Vendor vendor) {
        Golden.assertJson(
                "request/embed." + vendor.name() + ".json",
                Json.bytes(vendor.request().apply(Golden.json("request/embed.openai.json"))));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void answerOfEveryVendorIsOpenAis(Vendor vendor) {
        Embeddings told = vendor.answer().apply(Golden.bytes("answer/embed." + vendor.name() + ".json"));

        ObjectNode expected = Golden.json("answer/embed.openai.json");
        if (!vendor.tellsUsage()) {
            expected.remove("usage");
        }
        assertThat(Json.object(told.toJson("text-embedding-3-small", false))).isEqualTo(expected);
    }

    @Test
    void numbersInBase64AreLittleEndianFloats() {
        Embeddings told = CohereEmbeddings.answer(Golden.bytes("answer/embed.cohere.json"));

        String text =
                Json.object(told.toJson("m", true)).at("/data/0/embedding").asText();

        ByteBuffer numbers = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(numbers.remaining()).isEqualTo(16);
        assertThat(numbers.getFloat()).isEqualTo(0.5f);
        assertThat(numbers.getFloat()).isEqualTo(-0.25f);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatIsNoAnswerIsAFault(Vendor vendor) {
        assertThatThrownBy(() -> vendor.answer().apply("{\"ok\":true}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void tokensMeanNothingToOthers() {
        ObjectNode tokens = Json.object("{\"model\":\"m\",\"input\":[[1,2],[3]]}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> GeminiEmbeddings.request(tokens)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> VertexEmbeddings.request(tokens)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> CohereEmbeddings.request(tokens)).isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"a/m\",\"input\":\"twelve chars\"} | 4",
                "{\"input\":[\"abcd\",\"abcd\"],\"model\":\"a/m\"} | 3",
                "{\"model\":\"a/m\",\"input\":[[1,2,3],[4]]} | 5",
                "{\"model\":\"a/m\",\"input\":[1,2,3]} | 4"
            })
    void requestIsReadInOnePass(String body, long tokens) {
        ChatRequest request = EmbeddingRequestReader.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(request.operation()).isEqualTo(Operation.EMBEDDING);
        assertThat(request.inputTokens()).isEqualTo(tokens);
        assertThat(request.outputTokens()).isZero();
        assertThat(request.isOutputBounded()).isTrue();
        assertThat(new String(request.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .isEqualTo(body.replace("a/m", "up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | ",
                "{\"input\":\"x\"} | model",
                "{\"model\":7,\"input\":\"x\"} | model",
                "{\"model\":\"m\"} | input",
                "{\"model\":\"m\",\"input\":\"\"} | input",
                "{\"model\":\"m\",\"input\":7} | input",
                "{\"model\":\"m\",\"input\":[{}]} | input",
                "{\"model\":\"m\",\"input\":null} | input",
                "{\"model\":\"m\",\"input\":\"x\"} x | "
            })
    void badRequestNamesItsField(String body, String field) {
        assertThatThrownBy(() -> EmbeddingRequestReader.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field));
    }

    @Test
    void traceIsSparedTheNumbers() {
        assertThat(new String(Embeddings.summary(Golden.bytes("answer/embed.openai.json")), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"object\":\"list\",\"model\":\"text-embedding-3-small\",\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9},\"vectors\":2}");
    }
}
