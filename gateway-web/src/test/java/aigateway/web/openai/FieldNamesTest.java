package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.cohere.CohereRequest;
import aigateway.web.cohere.EmbedRequest;
import aigateway.web.completions.CompletionsRequest;
import aigateway.web.gemini.EmbedContentRequest;
import aigateway.web.gemini.GenerateContentRequest;
import aigateway.web.media.JsonRequest;
import aigateway.web.responses.ResponsesRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reader of what a client says of a model. */
class FieldNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "embeddings | {'model':'m','input':'x'} | Model",
                "messages | {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}]} | Max_Tokens",
                "chat | {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}]} | MAX_TOKENS",
                "embed | {'model':'m','texts':['x']} | MODEL",
                "completions | {'model':'m','prompt':'x','max_tokens':1} | Max_tokens",
                "completions | {'model':'m','prompt':'x','n':1} | N",
                "responses | {'model':'m','input':'x','max_output_tokens':1} | Max_Output_Tokens",
                "responses | {'model':'m','input':'x'} | Previous_response_id",
                "responses | {'model':'m','input':'x'} | Background",
                "generateContent | {'contents':[{'parts':[{'text':'x'}]}]} | GenerationConfig",
                "generateContent | {'contents':[{'parts':[{'text':'x'}]}],'generation_config':{}} | Generation_Config",
                "generateContent | {'contents':[{'parts':[{'text':'x'}]}],'generation_config':{}} | generationConfig_",
                "embedContent | {'content':{'parts':[{'text':'x'}]}} | Model",
                "embedContent | {'content':{'parts':[{'text':'x'}]}} | Output_dimensionality",
                "images | {'model':'m','prompt':'x','n':1} | N"
            })
    void whatIsActedOnIsSpelledExactly(String reader, String said, String field) {
        String body = said.replace('\'', '"');
        String twice = body.substring(0, body.length() - 1) + ",\"" + field + "\":7}";

        assertThat(read(reader, body)).isNotNull();
        assertThatThrownBy(() -> read(reader, twice))
                .isInstanceOfSatisfying(GatewayException.class, fault -> assertThat(fault.param())
                        .isEqualTo(field))
                .hasMessageContaining("must be spelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "generateContent | {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'MaxOutputTokens':7}}",
                "generateContent | {'contents':[{'parts':[{'text':'x'}]}],'generation_config':{'Max_Output_Tokens':7}}",
                "batchEmbedContents | {'requests':[{'content':{'parts':[{'text':'x'}]},'Model':'big'}]}"
            })
    void soIsWhatStandsFurtherDown(String reader, String said) {
        assertThatThrownBy(() -> read(reader, said.replace('\'', '"')))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("must be spelled");
    }

    private static ChatRequest read(String reader, String said) {
        byte[] body = said.getBytes(StandardCharsets.UTF_8);
        return switch (reader) {
            case "embeddings" -> EmbeddingRequestReader.read(body);
            case "messages" -> MessagesRequest.read(body, Map.of());
            case "chat" -> CohereRequest.read(body);
            case "embed" -> EmbedRequest.read(body);
            case "completions" -> CompletionsRequest.read(body);
            case "responses" -> ResponsesRequest.read(body);
            case "generateContent" -> GenerateContentRequest.read(body, "m", false);
            case "embedContent" -> EmbedContentRequest.read(body, "m", false);
            case "batchEmbedContents" -> EmbedContentRequest.read(body, "m", true);
            case "images" -> JsonRequest.read(Operation.IMAGE_GENERATION, body, () -> null);
            default -> throw new IllegalArgumentException(reader);
        };
    }
}
