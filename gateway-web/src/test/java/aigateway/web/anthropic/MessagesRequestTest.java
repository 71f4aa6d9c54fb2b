package aigateway.web.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestTest {

    /** Anthropic's clients say more to Anthropic than anybody else understands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'container_upload','file_id':'file_1'}",
                "{'type':'search_result','source':'https://a','title':'t','content':[{'type':'text','text':'x'}]}",
                "{'type':'document','source':{'type':'file','file_id':'file_1'}}",
                "{'type':'image','source':{'type':'file','file_id':'file_1'}}",
                "{'type':'tool_result','tool_use_id':'t','content':[{'type':'tool_reference','tool_name':'f'}]}",
            })
    void whatOnlyAnthropicKnowsGoesThereAsItIs(String block) {
        String body =
                ("{'model':'m','max_tokens':5,'messages':[{'role':'user','content':[{'type':'text','text':'Go on.'},"
                                + block + "]}]}")
                        .replace('\'', '"');
        ChatRequest request = MessagesRequest.read(body.getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(request.original().onlyAsIs().param()).startsWith("messages[0].content");
        assertThat(request.original().forUpstream("m", Map.of(), Map.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text','text':'x'}",
                "{'type':'image','source':{'type':'url','url':'https://a/b.png'}}",
                "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'x'}}",
            })
    void whatOthersUnderstandGoesToThem(String block) {
        String body = ("{'model':'m','max_tokens':5,'messages':[{'role':'user','content':[" + block + "]}]}")
                .replace('\'', '"');

        assertThat(MessagesRequest.read(body.getBytes(StandardCharsets.UTF_8), Map.of())
                        .original()
                        .onlyAsIs())
                .isNull();
    }

    private static final String BROUGHT_ALONG =
            """
            {'model':'m','max_tokens':5,'thinking':{'type':'enabled','budget_tokens':1024},
             'context_management':{'edits':[{'type':'clear_thinking_20251015'}]},'messages':[
              {'role':'user','content':'Hi'},
              {'role':'assistant','content':[{'type':'thinking','thinking':'t','signature':''}]},
              {'role':'assistant','content':[{'type':'thinking','thinking':'t','signature':''},
                {'type':'tool_use','id':'c__thought__Cp+/=','name':'f','input':{}}]},
              {'role':'user','content':[{'type':'tool_result','tool_use_id':'c__thought__Cp+/=','content':'1'}]}]}"""
                    .replace('\'', '"');

    /** Claude refuses ids with a signature of Gemini's, and thoughts without one of its own. */
    @Test
    void claudeIsToldNothingThatItRefusesOfWhatOtherModelsSaid() {
        ChatRequest.Original said = MessagesRequest.read(BROUGHT_ALONG.getBytes(StandardCharsets.UTF_8), Map.of())
                .original();
        ObjectNode expected = Json.object(
                """
                {'model':'claude-sonnet-4-5','max_tokens':5,'messages':[
                  {'role':'user','content':'Hi'},
                  {'role':'assistant','content':[{'type':'tool_use','id':'c','name':'f','input':{}}]},
                  {'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':'1'}]}]}"""
                        .replace('\'', '"')
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(Json.object(said.forUpstream("claude-sonnet-4-5", Map.of(), Map.of())))
                .isEqualTo(expected);
        expected.put("anthropic_version", "v").remove("model");
        assertThat(Json.object(((MessagesRequest) said)
                        .atVertex("v", Map.of(), Map.of())
                        .body()))
                .isEqualTo(expected);
    }

    @Test
    void otherModelsHearTheirThoughtsAsTheySaidThem() {
        assertThat(MessagesRequest.read(BROUGHT_ALONG.getBytes(StandardCharsets.UTF_8), Map.of())
                        .original()
                        .forUpstream("m", Map.of(), Map.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(BROUGHT_ALONG);
    }

    @Test
    void signedThoughtsStay() {
        String body = BROUGHT_ALONG
                .replace("\"signature\":\"\"", "\"signature\":\"s\"")
                .replace("c__thought__Cp+/=", "toolu_1")
                .replace("\"m\"", "\"claude-sonnet-4-5\"");

        assertThat(MessagesRequest.read(body.getBytes(StandardCharsets.UTF_8), Map.of())
                        .original()
                        .forUpstream("claude-sonnet-4-5", Map.of(), Map.of()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(body);
    }

    @Test
    void claudeThinksOnOnceItHasAnsweredWithoutACall() {
        String body = BROUGHT_ALONG.substring(0, BROUGHT_ALONG.length() - 2)
                + ",{\"role\":\"assistant\",\"content\":\"ok\"},{\"role\":\"user\",\"content\":\"x\"}]}";

        assertThat(Json.object(MessagesRequest.read(body.getBytes(StandardCharsets.UTF_8), Map.of())
                                .original()
                                .forUpstream("claude-sonnet-4-5", Map.of(), Map.of()))
                        .has("thinking"))
                .isTrue();
    }

    /** As some servers count their calls; Anthropic's letters are others. */
    @Test
    void idsThatClaudeWouldNotGiveAreOthersForItAndTheSameEachTime() {
        String body = BROUGHT_ALONG.replace("c__thought__Cp+/=", "functions.f:0");

        JsonNode said = Json.object(MessagesRequest.read(body.getBytes(StandardCharsets.UTF_8), Map.of())
                .original()
                .forUpstream("claude-sonnet-4-5", Map.of(), Map.of()));

        assertThat(said.at("/messages/1/content/0/id").asText())
                .matches("[a-zA-Z0-9_-]{1,64}")
                .isEqualTo(said.at("/messages/2/content/0/tool_use_id").asText());
    }

    private static JsonNode inChat(String fields) {
        String body = "{'model':'m','max_tokens':5,'messages':[{'role':'user','content':'x'}]," + fields + "}";
        return Json.object(MessagesRequest.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.of())
                .body());
    }

    @Test
    void longNameOfAUserIsAShorterOneOfTheSame() {
        String id = "{\\'device_id\\':\\'" + "0".repeat(64) + "\\'}";
        String user = inChat("'metadata':{'user_id':'" + id + "'}").path("user").asText();

        assertThat(user)
                .hasSizeBetween(1, 64)
                .isEqualTo(inChat("'metadata':{'user_id':'" + id + "'}")
                        .path("user")
                        .asText());
        assertThat(inChat("'metadata':{'user_id':'ann'}").path("user").asText()).isEqualTo("ann");
    }

    @Test
    void toolWithoutParametersSaysSo() {
        assertThat(inChat("'tools':[{'name':'f','input_schema':{'type':'object'}}]")
                        .at("/tools/0/function/parameters"))
                .hasToString("{\"type\":\"object\",\"properties\":{}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'additionalProperties':false} | true",
                "{'type':'object','properties':{'a':{'type':'string'},'b':{}},'required':['a'],'additionalProperties':false} | false",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']} | false",
                "{'type':'object','properties':{'a':{'type':'array','items':{'type':'object','properties':{'c':{}}}}},'required':['a'],'additionalProperties':false} | false",
                "{'type':'object'} | false"
            })
    void formatIsKeptToWhereOpenAiCan(String schema, boolean strict) {
        JsonNode format = inChat("'output_config':{'format':{'type':'json_schema','schema':" + schema + "}}")
                .at("/response_format/json_schema");

        assertThat(format.has("strict")).isEqualTo(strict);
        assertThat(format.path("schema").isObject()).isTrue();
    }
}
