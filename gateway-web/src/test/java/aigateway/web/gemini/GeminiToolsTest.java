package aigateway.web.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of tools and their results, as Gemini's models want them. */
class GeminiToolsTest {

    private static final String TWO_CALLS =
            """
            {'role':'user','content':'Where is it warmer?'},
            {'role':'assistant','content':null,'tool_calls':[
              {'id':'c1','type':'function','function':{'name':'weather','arguments':'{}'}},
              {'id':'c2','type':'function','function':{'name':'weather','arguments':'{}'}}]},
            {'role':'tool','tool_call_id':'c2','content':'8'},
            {'role':'tool','tool_call_id':'c1','content':'20'}""";

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Translated said(String model, String messages, String rest) {
        return ChatToGemini.translate(json("{'model':'" + model + "','messages':[" + messages + "]" + rest + "}"));
    }

    @Test
    void resultsAreInTheOrderOfTheCallsWhateverOrderTheyComeIn() {
        JsonNode results = said("gemini-2.5-pro", TWO_CALLS, "").body().at("/contents/2/parts");

        assertThat(results.findValuesAsText("result")).containsExactly("20", "8");
        assertThat(results.findValue("id")).isNull();
    }

    /** Some servers count their calls anew in every turn. */
    @Test
    void idsMayComeAgain() {
        String next = TWO_CALLS
                .substring(TWO_CALLS.indexOf("},") + 2)
                .replace("'20'", "'21'")
                .replace("'8'", "'9'");
        JsonNode results =
                said("gemini-2.5-pro", TWO_CALLS + ',' + next, "").body().at("/contents/4/parts");

        assertThat(results.findValuesAsText("result")).containsExactly("21", "9");
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview, true", "gemini-2.5-pro, false"})
    void unsignedCallsOfGeminisClientSayThatTheyAre(String model, boolean said) {
        String asked = "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"}},"
                + "{\"functionCall\":{\"name\":\"f\"}}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"},"
                + "\"thoughtSignature\":\"SIG\"}]}],\"tools\":[{\"googleSearch\":{}}]}";
        byte[] sent = GenerateContentRequest.read(asked.getBytes(StandardCharsets.UTF_8), "a/m", false)
                .original()
                .forUpstream(model, Map.of(), Map.of());

        assertThat(sent)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        said
                                ? asked.replaceFirst(
                                        "\\}\\},", "},\"thoughtSignature\":\"skip_thought_signature_validator\"},")
                                : asked);
    }

    @Test
    void from3OnCallsAndResultsHaveTheirIds() {
        JsonNode contents = said("gemini-3-pro-preview", TWO_CALLS, "").body().path("contents");

        assertThat(contents.get(1).findValuesAsText("id")).containsExactly("c1", "c2");
        assertThat(contents.get(2).findValuesAsText("id")).containsExactly("c1", "c2");
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview, true", "publishers/google/models/gemini-3.1-flash, true", "gemini-2.5-pro, false"
    })
    void from3OnTheFirstOfCallsThatAnotherModelMadeSaysThatItIsUnsigned(String model, boolean said) {
        JsonNode calls = said(model, TWO_CALLS, "").body().at("/contents/1/parts");

        assertThat(calls.get(0).path("thoughtSignature").asText())
                .isEqualTo(said ? "skip_thought_signature_validator" : "");
        assertThat(calls.get(1).has("thoughtSignature")).isFalse();
    }

    @Test
    void signatureOfGeminisOwnCallStays() {
        JsonNode calls = said("gemini-3-pro-preview", TWO_CALLS.replace("'c1'", "'c1__thought__SIG'"), "")
                .body()
                .at("/contents/1/parts");

        assertThat(calls.get(0).path("thoughtSignature").asText()).isEqualTo("SIG");
        assertThat(calls.get(0).at("/functionCall/id").asText()).isEqualTo("c1");
    }

    @Test
    void geminisClientKeepsTheSignatureWhereItIsRetold() {
        byte[] asked =
                """
                {'contents':[
                  {'parts':[{'text':'Hi'}]},
                  {'role':'model','parts':[{'functionCall':{'id':'x','name':'f','args':{}},'thoughtSignature':'SIG'},
                                           {'functionCall':{'id':'y','name':'f','args':{}}}]},
                  {'role':'user','parts':[{'functionResponse':{'id':'x','name':'f','response':{'ok':1}}},
                                          {'functionResponse':{'id':'y','name':'f','response':{'ok':2}}}]}]}"""
                        .replace('\'', '"')
                        .getBytes(StandardCharsets.UTF_8);
        ChatRequest request = GenerateContentRequest.read(asked, "a/gemini-3-pro", false);

        JsonNode contents = Json.object(request.retold("gemini-3-pro", Map.of(), Map.of(), ChatToGemini::translate)
                        .body())
                .path("contents");

        assertThat(contents.at("/1/parts/0"))
                .isEqualTo(json("{'functionCall':{'name':'f','args':{},'id':'x'},'thoughtSignature':'SIG'}"));
        assertThat(contents.get(2).findValuesAsText("id")).containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource({"gemini-3-pro-preview, true", "gemini-2.5-pro, false", "gemini-2.0-flash-001, false", "2384709, true"})
    void onlyModelsFrom3OnCallAndKeepToAFormat(String model, boolean kept) {
        String rest = ",'tools':[{'type':'function','function':{'name':'f'}}],'response_format':{'type':'json_object'}";
        String user = "{'role':'user','content':'x'}";

        Translated both = said(model, user, rest);
        assertThat(both.body().at("/generationConfig/responseMimeType").isMissingNode())
                .isNotEqualTo(kept);
        assertThat(both.dropped().contains("response_format")).isNotEqualTo(kept);
        assertThat(both.body().has("tools")).isTrue();

        Translated noCall = said(model, user, rest + ",'tool_choice':'none'");
        assertThat(noCall.body().at("/generationConfig/responseMimeType").asText())
                .isEqualTo("application/json");
        assertThat(noCall.body().has("tools")).isEqualTo(kept);
        assertThat(noCall.dropped()).isEmpty();
    }

    @Test
    void nameThatBeginsWithANumberIsAnotherThereAndTheSameHere() {
        Translated said = said(
                "gemini-2.5-pro",
                "{'role':'user','content':'x'},{'role':'assistant','tool_calls':[{'id':'c','type':'function',"
                        + "'function':{'name':'1c-reload','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'y'}",
                ",'tools':[{'type':'function','function':{'name':'1c-reload'}}],"
                        + "'tool_choice':{'type':'function','function':{'name':'1c-reload'}}");

        assertThat(said.toolNames()).hasSize(1).containsValue("1c-reload");
        String there = said.toolNames().keySet().iterator().next();
        assertThat(there).matches("_1c-reload_[0-9a-f]{8}");
        assertThat(said.body().findValuesAsText("name")).containsOnly(there).hasSize(3);
        assertThat(said.body()
                        .at("/toolConfig/functionCallingConfig/allowedFunctionNames/0")
                        .asText())
                .isEqualTo(there);
    }

    @Test
    void instructionsAloneAreAskedWithATurn() {
        assertThat(said("gemini-2.5-pro", "{'role':'system','content':'Greet.'}", "")
                        .body()
                        .path("contents"))
                .hasToString("[{\"role\":\"user\",\"parts\":[{\"text\":\".\"}]}]");
    }
}
