package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BareCallIdsTest {

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String chat(String id, String text) {
        return "{'model':'m','messages':[{'role':'user','content':'" + text + "'},{'role':'assistant','content':null,"
                + "'tool_calls':[{'id':'" + id + "','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'" + id + "','content':'1'}],'temperature':0.10}";
    }

    @Test
    void signatureIsTakenOffTheIdsAndNothingElseIsTouched() {
        for (int before = 0; before < 24; before++) {
            String text = "_".repeat(before) + "thought";
            assertThat(BareCallIds.in(bytes(chat("call_1__thought__CpQB+/=", text))))
                    .isEqualTo(bytes(chat("call_1", text)));
        }
    }

    @Test
    void itemsOfAResponseAreConversationsToo() {
        String input = "{'input':[{'type':'function_call','call_id':'ID','name':'f','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'ID','output':'1'},'x']}";

        assertThat(BareCallIds.in(bytes(input.replace("ID", "c__thought__CpQB"))))
                .isEqualTo(bytes(input.replace("ID", "c")));
        assertThat(BareCallIds.in(bytes("{'input':'What is call__thought__x?'}")))
                .isEqualTo(bytes("{'input':'What is call__thought__x?'}"));
    }

    @Test
    void whatIsNotSignedIsPassedAsItIs() {
        byte[] chat = bytes(chat("call_1", "_thought_ ___though__ é"));
        assertThat(BareCallIds.in(chat)).isSameAs(chat);

        byte[] mentioned = bytes(chat("call_1", "What is call__thought__x?"));
        assertThat(BareCallIds.in(mentioned)).isEqualTo(mentioned);
    }
}
