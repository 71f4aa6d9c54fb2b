package aigateway.web.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Usage;
import aigateway.web.cohere.EmbedRequest;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.Embeddings;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockEmbeddingsTest {

    private static final Map<String, String> COUNTED = Map.of("x-amzn-bedrock-input-token-count", "9");

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Translated said(String model, String fields) {
        return BedrockEmbeddings.request(Json.object(bytes("{'model':'" + model + "'," + fields + "}")));
    }

    /** Under the model's own name, in a profile of a region, and in ARNs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "amazon.titan-embed-text-v2:0 | {'inputText':'x','dimensions':256,'normalize':false}                 |",
                "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0 | {'inputText':'x','dimensions':256,'normalize':false} |",
                "amazon.titan-embed-text-v1   | {'inputText':'x'}                                                    | dimensions,normalize",
                "amazon.titan-embed-g1-text-02 | {'inputText':'x'}                                                   | dimensions,normalize",
                "cohere.embed-multilingual-v3 | {'texts':['x'],'input_type':'search_document','embedding_types':['float'],'normalize':false} | dimensions",
                "eu.cohere.embed-v4:0         | {'texts':['x'],'input_type':'search_document','embedding_types':['float'],'output_dimension':256,'normalize':false} |",
                "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.cohere.embed-v4:0 | {'texts':['x'],'input_type':'search_document','embedding_types':['float'],'output_dimension':256,'normalize':false} |"
            })
    void requestIsSaidInTheWordsOfTheModelsMaker(String model, String expected, @Nullable String dropped) {
        Translated said =
                said(model, "'input':'x','dimensions':256,'normalize':false,'encoding_format':'base64','user':'u'");

        assertThat(Json.object(Json.bytes(said.body()))).isEqualTo(Json.object(bytes(expected)));
        assertThat(said.dropped()).isEqualTo(dropped == null ? List.of() : List.of(dropped.split(",")));
    }

    @Test
    void whatOpenAisRequestsDoNotHoldIsForTheModel() {
        Translated coheres = said(
                "cohere.embed-english-v3",
                "'input':['a','b'],'input_type':'search_query','truncate':'END','output_dimension':256");

        assertThat(coheres.body())
                .isEqualTo(
                        Json.object(
                                bytes(
                                        "{'texts':['a','b'],'input_type':'search_query','embedding_types':['float'],'truncate':'END'}")));
        assertThat(coheres.dropped()).containsExactly("output_dimension");
        assertThat(said("amazon.titan-embed-text-v2:0", "'input':['a'],'embeddingTypes':['float']")
                        .body())
                .isEqualTo(Json.object(bytes("{'inputText':'a','embeddingTypes':['float']}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "amazon.titan-embed-text-v2:0 | 'input':['a','b'] | input | Amazon's Titan embeds one text a call, and 'input' holds 2: make a request for each.",
                "amazon.titan-embed-text-v1   | 'input':[1,2]     | input | not tokens",
                "cohere.embed-v4:0            | 'input':[[1],[2]] | input | not tokens",
                "twelvelabs.marengo-embed-2-7-v1:0 | 'input':'a'  | model | 'twelvelabs.marengo-embed-2-7-v1:0' names neither"
            })
    void whatCannotBeAskedNamesItsField(String model, String fields, String field, String why) {
        assertThatThrownBy(() -> said(model, fields))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field))
                .hasMessageContaining(why);
    }

    @Test
    void titansAnswerIsOneVector() {
        Embeddings told = BedrockEmbeddings.answer(Golden.bytes("answer/embed.bedrock.titan.json"), COUNTED);

        assertThat(told.vectors()).hasToString("[[0.5,-0.25,0.125,1.0]]");
        assertThat(told.usage()).isEqualTo(Usage.of(5, 0));
        assertThat(BedrockEmbeddings.answer(bytes("{'embedding':[1.0]}"), COUNTED)
                        .usage())
                .isEqualTo(Usage.of(9, 0));
    }

    /** Before there were forms the vectors stood alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'embeddings':{'float':[[0.5,1.0],[0.0,2.0]]},'response_type':'embeddings_by_type'}",
                "{'embeddings':[[0.5,1.0],[0.0,2.0]],'response_type':'embeddings_floats'}"
            })
    void coheresVectorsAreUnderstoodWithAndWithoutTheirForm(String answer) {
        Embeddings told = BedrockEmbeddings.answer(bytes(answer), COUNTED);

        assertThat(told.vectors()).hasToString("[[0.5,1.0],[0.0,2.0]]");
        assertThat(told.usage()).isEqualTo(Usage.of(9, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "99999999999999999999"})
    void whatWasNotCountedIsLeftToAnEstimate(String count) {
        Map<String, String> headers = count.isEmpty() ? Map.of() : Map.of("x-amzn-bedrock-input-token-count", count);
        byte[] answer = Golden.bytes("answer/embed.bedrock.cohere.json");

        assertThat(BedrockEmbeddings.answer(answer, headers).usage()).isNull();
        assertThat(BedrockEmbeddings.toCohere(answer, headers)).isSameAs(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html>", "{'embeddings':{}}", "{'embedding':7}"})
    void whatIsNoAnswerIsAFault(String body) {
        assertThatThrownBy(() -> BedrockEmbeddings.answer(bytes(body), COUNTED))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** It has no such form, and the gateway does. */
    @Test
    void coheresClientThatWantsBase64IsTranslated() {
        EmbedRequest asked = (EmbedRequest) Objects.requireNonNull(
                EmbedRequest.read(bytes("{'model':'a/m','texts':['x'],'embedding_types':['float','base64']}"))
                        .original());

        assertThat(asked.isSaidAlikeAtBedrock()).isFalse();
    }

    /** Bedrock tells in a header what Cohere's clients look for in the body. */
    @Test
    void coheresClientIsUnderstoodAndHeardAsItIs() {
        EmbedRequest asked = (EmbedRequest) Objects.requireNonNull(EmbedRequest.read(
                        bytes("{'model':'a/m','texts':['x'],'input_type':'search_query','output_dimension':4}"))
                .original());

        ObjectNode sent = Json.object(asked.forAddressOfModel(Map.of("dimensions", 8), Map.of("truncate", "NONE")));
        ObjectNode heard =
                Json.object(BedrockEmbeddings.toCohere(Golden.bytes("answer/embed.bedrock.cohere.json"), COUNTED));

        assertThat(sent)
                .isEqualTo(
                        Json.object(
                                bytes(
                                        "{'texts':['x'],'input_type':'search_query','output_dimension':4,'embedding_types':['float'],'truncate':'NONE'}")));
        assertThat(asked.isSaidAlikeAtBedrock()).isTrue();
        ObjectNode expected = Golden.json("answer/embed.bedrock.cohere.json");
        expected.putObject("meta").putObject("billed_units").put("input_tokens", 9);
        assertThat(heard).isEqualTo(Json.object(Json.bytes(expected)));
    }
}
