package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google takes {@code systemInstruction} and {@code system_instruction}, and so on: its clients may say either. */
class GeminiSpellingTest {

    private static final Pattern CAPITAL_IN_A_NAME = Pattern.compile("(?<=[a-z])([A-Z])(?=[A-Za-z]*\" *:)");

    private static final String HI = "'contents':[{'parts':[{'text':'Hi'}]}]";

    @Test
    void requestIsReadAlikeInBothSpellings() {
        String said = new String(Golden.bytes("request/client.gemini.json"), StandardCharsets.UTF_8);
        String snake = CAPITAL_IN_A_NAME
                .matcher(said)
                .replaceAll(letter -> '_' + letter.group(1).toLowerCase(Locale.ROOT));
        assertThat(snake)
                .contains("system_instruction", "inline_data", "mime_type", "file_uri", "function_call")
                .contains("function_response", "function_declarations", "property_ordering", "max_items")
                .contains("tool_config", "function_calling_config", "allowed_function_names")
                .contains("generation_config", "max_output_tokens", "top_p", "candidate_count", "stop_sequences")
                .contains("response_mime_type", "response_schema", "thinking_config", "thinking_budget")
                .doesNotContain("systemInstruction", "maxOutputTokens", "thoughtSignature");

        ChatRequest request = read(snake);

        Golden.assertJson("request/client.gemini.openai.json", request.body());
        assertThat(request.maxTokens()).isEqualTo(900);
        assertThat(original(request).dropped())
                .containsExactly("generationConfig.topK", "tools.googleSearch", "safetySettings");
        assertThat(original(request).forUpstream("gemini-2.5-pro", Map.of(), Map.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(snake);
    }

    @Test
    void fieldsOfTheTargetAreNotSetBesideTheOtherSpelling() {
        ChatRequest request = read("{" + HI + ",'generation_config':{'max_output_tokens':65536,'top_p':0.5}}");

        JsonNode said = Json.object(original(request).forUpstream("m", Map.of("top_p", 0.9), Map.of("max_tokens", 77)));

        assertThat(said.path("generationConfig").toString()).isEqualTo("{\"maxOutputTokens\":77,\"topP\":0.5}");
        assertThat(said.has("generation_config")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'generationConfig':{'maxOutputTokens':1},'generation_config':{'max_output_tokens':65536} | generation_config",
                "'generation_config':{'max_output_tokens':65536},'generationConfig':{'maxOutputTokens':1} | generation_config",
                "'generation_config':{'max_output_tokens':65536,'maxOutputTokens':1} | max_output_tokens",
                "'generation_config':{'max_output_tokens':1,'max_output__tokens':65536} | max_output__tokens",
                "'generationConfig':{'thinkingConfig':{'thinkingBudget':1,'thinking_budget':9}} | thinking_budget",
                "'systemInstruction':{'parts':[]},'system_instruction':{'parts':[]} | system_instruction",
                "'system_instruction':{'parts':[{'inline_data':{},'inlineData':{}}]} | inline_data",
                "'tools':[{'functionDeclarations':[],'function_declarations':[]}] | function_declarations",
                "'tools':[{'functionDeclarations':[{'parameters':{'properties':{'a':{'any_of':[],'anyOf':[]}}}}]}] | any_of",
                "'tool_config':{'function_calling_config':{'allowedFunctionNames':[],'allowed_function_names':[]}} | allowed_function_names"
            })
    void fieldByBothOfItsNamesIsRefused(String fields, String field) {
        assertThatThrownBy(() -> read("{" + HI + "," + fields + "}"))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo(field))
                .hasMessageContaining("must be spelled");
    }

    @Test
    void namesOfTheClientsOwnAreLeftAlone() {
        String args = "{'user_id':1,'userId':2,'min_items':{'any_of':3}}";
        String schema = "{'type':'object','properties':{'user_id':{'type':'string'},'userId':{'type':'string'},"
                + "'any_of':{'type':'object','properties':{'function_call':{'type':'integer'}}}}}";

        ChatRequest request = read("{'contents':[{'parts':[{'text':'Hi'}]},"
                + "{'role':'model','parts':[{'function_call':{'name':'f','args':" + args + "}}]},"
                + "{'parts':[{'function_response':{'name':'f','response':" + args + "}}]}],"
                + "'labels':{'cost_center':'a','costCenter':'b'},"
                + "'tools':[{'function_declarations':[{'name':'f','parameters':" + schema
                + "},{'name':'g','parameters_json_schema':" + schema + "}]}],"
                + "'generation_config':{'response_schema':" + schema + "}}");

        ObjectNode chat = Json.object(request.body());
        String kept = args.replace('\'', '"');
        assertThat(chat.at("/messages/1/tool_calls/0/function/arguments").asText())
                .isEqualTo(kept);
        assertThat(chat.at("/messages/2/content").asText()).isEqualTo(kept);
        for (String at : new String[] {
            "/tools/0/function/parameters", "/tools/1/function/parameters", "/response_format/json_schema/schema"
        }) {
            assertThat(chat.at(at)).as(at).hasToString(schema.replace('\'', '"'));
        }
        JsonNode said = Json.object(original(request).forUpstream("m", Map.of(), Map.of("max_tokens", 7)));
        assertThat(said.path("labels")).hasSize(2);
        assertThat(said.at("/contents/1/parts/0/functionCall/args")).hasToString(kept);
    }

    @Test
    void jsonSchemaHasNoOtherSpelling() {
        ChatRequest request = read("{" + HI
                + ",'generation_config':{'response_json_schema':{'type':'object','min_items':1,'minItems':2}}}");

        assertThat(Json.object(request.body()).at("/response_format/json_schema/schema"))
                .hasToString("{\"type\":\"object\",\"min_items\":1,\"minItems\":2}");
    }

    @Test
    void nameThatBeginsWithAnUnderscoreIsAnother() {
        ChatRequest request = read(
                "{" + HI + ",'generationConfig':{'_responseJsonSchema':{},'responseJsonSchema':{'type':'object'}}}");

        assertThat(original(request).dropped()).containsExactly("generationConfig._responseJsonSchema");
    }

    @Test
    void requestToCountIsFoundInBothSpellings() {
        String meant =
                "{" + HI + ",\"system_instruction\":{\"parts\":[{\"text\":\"" + "Be terse. ".repeat(100) + "\"}]}}";
        byte[] counted = GenerateContentRequest.toBeCounted(bytes("{'generate_content_request':" + meant + "}"));

        assertThat(GenerateContentRequest.read(counted, "a/m", false).inputTokens())
                .isEqualTo(read(meant).inputTokens())
                .isGreaterThan(100);
    }

    @Test
    void vectorsAreAskedForInBothSpellings() {
        ChatRequest request = EmbedContentRequest.read(
                bytes(
                        "{'requests':[{'content':{'parts':[{'text':'x'}]},'output_dimensionality':4,'task_type':'RETRIEVAL_QUERY'}]}"),
                "a/m",
                true);

        assertThat(Json.object(request.body()).path("dimensions").asInt()).isEqualTo(4);
        assertThat(original(request).dropped()).containsExactly("taskType");
        assertThat(Json.object(original(request).forUpstream("m", Map.of(), Map.of("dimensions", 8)))
                        .at("/requests/0"))
                .hasToString("{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"outputDimensionality\":8,"
                        + "\"taskType\":\"RETRIEVAL_QUERY\",\"model\":\"models/m\"}");
    }

    private static ChatRequest read(String said) {
        return GenerateContentRequest.read(bytes(said), "openai-main/gpt-4o", true);
    }

    private static ChatRequest.Original original(ChatRequest request) {
        return Objects.requireNonNull(request.original());
    }

    private static byte[] bytes(String said) {
        return said.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
