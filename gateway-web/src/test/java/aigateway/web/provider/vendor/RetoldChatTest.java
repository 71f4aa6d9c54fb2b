package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetoldChatTest {

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** In a chat these refuse tools unless they are told not to think. */
    @ParameterizedTest
    @CsvSource({
        "gpt-5.6-terra, false, high, none, reasoning_effort",
        "gpt-5.4, false, , none, ''",
        "gpt-5.4, false, none, none, ''",
        "gpt-5.4, true, high, high, ''",
        "gpt-5.1, false, high, high, ''",
        "gpt-5.4-chat-latest, false, high, high, ''"
    })
    void newerModelsCallToolsWithoutThinking(
            String model, boolean elsewhere, String effort, String told, String dropped) {
        String asked = effort == null ? "" : ",'reasoning_effort':'" + effort + "'";
        RetoldChat said = RetoldChat.of(
                bytes("{'messages':[],'tools':[{'type':'function','function':{'name':'f'}}]" + asked + "}"),
                model,
                false,
                elsewhere);

        assertThat(Json.object(said.body()).path("reasoning_effort").asText()).isEqualTo(told);
        assertThat(String.join(",", said.dropped())).isEqualTo(dropped);

        byte[] noTools = bytes("{'messages':[]" + asked + "}");
        assertThat(RetoldChat.of(noTools, model, false, elsewhere).body()).isEqualTo(noTools);
    }

    /** These refuse a call whose thoughts do not come back; many servers refuse the field. */
    @ParameterizedTest
    @CsvSource({
        "deepseek-v4, true, I will call.",
        "Kimi-K2, true, I will call.",
        "llama, true, ''",
        "deepseek-v4, false, ''"
    })
    void unsignedThoughtsGoBackToModelsThatWantThem(String model, boolean elsewhere, String thoughts) {
        JsonNode message = Json.object(RetoldChat.of(
                                bytes("{'messages':[{'role':'assistant','content':null,'thinking_blocks':["
                                        + "{'type':'thinking','thinking':'I will ','signature':''},"
                                        + "{'type':'thinking','thinking':'call.'},"
                                        + "{'type':'thinking','thinking':'signed','signature':'s'}]}]}"),
                                model,
                                true,
                                elsewhere)
                        .body())
                .at("/messages/0");

        assertThat(message.path("reasoning_content").asText()).isEqualTo(thoughts);
        assertThat(message.has("thinking_blocks")).isFalse();
    }
}
