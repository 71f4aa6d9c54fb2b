package aigateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.telemetry.Message.Part;
import aigateway.telemetry.Message.ToolCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldConversationTest {

    @Test
    void singleAttributesAreMessagesInTheOrderOfTheirNumbers() {
        Map<String, Object> told = new HashMap<>();
        told.put("gen_ai.prompt.10.role", "user");
        told.put("gen_ai.prompt.10.content", "And tomorrow?");
        told.put("gen_ai.prompt.2.role", "tool");
        told.put("gen_ai.prompt.2.content", "12 °C");
        told.put("gen_ai.prompt.2.tool_call_id", "call_1");
        told.put("gen_ai.prompt.1.role", "assistant");
        told.put("gen_ai.prompt.1.tool_calls.0.id", "call_1");
        told.put("gen_ai.prompt.1.tool_calls.0.name", "weather");
        told.put("gen_ai.prompt.1.tool_calls.0.arguments", "{\"city\":\"Paris\"}");
        told.put("gen_ai.prompt.0.role", "user");
        told.put(
                "gen_ai.prompt.0.content",
                "[{\"type\":\"text\",\"text\":\"What is this?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/b.png\"}}]");
        told.put("gen_ai.completion.0.role", "assistant");
        told.put("gen_ai.completion.0.content", "[sic] 14");
        told.put("gen_ai.completion.0.finish_reason", "stop");

        Conversation conversation = Conversation.of(told);

        assertThat(conversation.input()).extracting(Message::role).containsExactly("user", "assistant", "tool", "user");
        assertThat(conversation.input().get(0).parts())
                .containsExactly(
                        Part.text("What is this?"), new Part(Part.Kind.URI, "https://a.example/b.png", "image", null));
        assertThat(conversation.input().get(1).toolCalls())
                .containsExactly(new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"));
        assertThat(conversation.input().get(2).toolCallId()).isEqualTo("call_1");
        assertThat(conversation.output())
                .containsExactly(
                        new Message("assistant", null, List.of(Part.text("[sic] 14")), List.of(), null, "stop"));
    }

    /** As an attribute of OpenTelemetry's own kinds, and not as text. */
    @Test
    void listsOfMessagesAreReadWhereTheyAreNoJson() {
        Conversation conversation = Conversation.of(Map.of(
                "gen_ai.input.messages",
                List.of(Map.of("role", "user", "parts", List.of(Map.of("type", "text", "content", "Hi")))),
                "gen_ai.output.messages",
                List.of(Map.of(
                        "role",
                        "assistant",
                        "parts",
                        List.of(Map.of("type", "tool_call", "id", "c", "name", "find", "arguments", Map.of("q", 1L))),
                        "finish_reason",
                        "tool_calls"))));

        assertThat(conversation.input().get(0).parts()).containsExactly(Part.text("Hi"));
        assertThat(conversation.output().get(0).toolCalls()).containsExactly(new ToolCall("c", "find", "{\"q\":1}"));
    }

    @Test
    void listsOfMessagesAreReadAsTheirSchemaHasThem() {
        Conversation conversation = Conversation.of(Map.of(
                "gen_ai.system_instructions",
                "[{\"type\":\"text\",\"content\":\"Be brief.\"}]",
                "gen_ai.input.messages",
                """
                [{"role":"user","parts":[{"type":"text","content":"Hi"},{"type":"uri","modality":"image","uri":"https://a.example/b.png"}]},
                 {"role":"assistant","parts":[{"type":"reasoning","content":"Hm"},{"type":"tool_call","id":"c","name":"find","arguments":{"q":1}}]},
                 {"role":"tool","parts":[{"type":"tool_call_response","id":"c","response":{"hits":2}}]}]
                """,
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Two.\"}],\"finish_reason\":\"stop\"}]",
                "gen_ai.tool.definitions",
                "[{\"type\":\"function\",\"name\":\"find\"}]"));

        assertThat(conversation.input())
                .extracting(Message::role)
                .containsExactly("system", "user", "assistant", "tool");
        assertThat(conversation.input().get(2).toolCalls()).containsExactly(new ToolCall("c", "find", "{\"q\":1}"));
        assertThat(conversation.input().get(3).text()).isEqualTo("{\"hits\":2}");
        assertThat(conversation.output().get(0).finishReason()).isEqualTo("stop");
        assertThat(conversation.tools()).hasSize(1);
    }

    @Test
    void whatTheGatewaySaysItselfComesFirst() {
        Conversation conversation = Conversation.of(Map.of(
                "tfy.input",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"own\"}]}",
                "gen_ai.prompt.0.content",
                "derived"));

        assertThat(conversation.input()).extracting(Message::text).containsExactly("own");
    }

    @Test
    void hostileAttributesAreNoConversation() {
        Map<String, Object> told = new HashMap<>();
        told.put("gen_ai.prompt.999999999.content", "far away");
        told.put("gen_ai.prompt.-1.content", "before");
        told.put("gen_ai.prompt.0", "no part");
        told.put("gen_ai.input.messages", "[".repeat(100_000));
        told.put("gen_ai.output.messages", List.of("a list"));
        told.put("gen_ai.system_instructions", "not JSON");

        assertThat(Conversation.of(told).isEmpty()).isTrue();
    }

    @Test
    void messagesAreBounded() {
        Map<String, Object> told = new HashMap<>();
        for (int i = 0; i < 9_000; i++) {
            told.put("gen_ai.prompt." + i * 100 + ".content", "x");
        }

        assertThat(Conversation.of(told).input()).hasSize(4_000);
    }
}
