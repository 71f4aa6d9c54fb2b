package aigateway.web.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
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
}
