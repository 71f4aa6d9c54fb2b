package aigateway.web.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.Translated;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CohereGoldenTest {

    @Test
    void fullRequestIsSaidToCohere() {
        ObjectNode chat = Golden.json("request/full.openai.json");
        // Cohere's models read no files.
        ((ArrayNode) chat.at("/messages/2/content")).remove(3);

        Translated translated = ChatToCohere.translate(chat);

        Golden.assertJson("request/full.cohere.json", Json.bytes(translated.body()));
        assertThat(translated.dropped()).containsExactly("logit_bias", "user", "parallel_tool_calls");
    }

    @Test
    void wholeAnswerIsUnderstood() {
        Golden.assertJson(
                "answer/full.cohere.openai.json",
                CohereAnswerToChat.translate(Golden.bytes("answer/full.cohere.json"), "command-a", 1_700_000_000));
    }

    @Test
    void streamIsTheSameHoweverItIsCut() {
        Golden.assertStream(
                "stream/full.cohere.events",
                "stream/full.cohere.openai.events",
                () -> new CohereStreamToChat("command-a", 1_700_000_000));
    }

    @Test
    void whatCannotBeSaidNamesItsPlace() {
        assertThatThrownBy(() -> ChatToCohere.translate(Golden.json("request/full.openai.json")))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("messages[2].content[3].type"));
    }

    @Test
    void answerThatFailedIsNone() {
        assertThatThrownBy(() -> CohereAnswerToChat.translate(
                        "{\"id\":\"1\",\"finish_reason\":\"ERROR\",\"message\":{\"role\":\"assistant\"}}"
                                .getBytes(StandardCharsets.UTF_8),
                        "m",
                        0))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(Golden.through(
                        new CohereStreamToChat("m", 0),
                        "data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"gone\"}}\n\n"
                                .getBytes(StandardCharsets.UTF_8),
                        10))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"gone\",\"type\":\"ERROR\",\"param\":null,\"code\":\"ERROR\"}}\n\n");
    }

    @Test
    void streamThatIsCutDoesNotSayItIsDone() {
        String all = new String(Golden.bytes("stream/full.cohere.events"), StandardCharsets.UTF_8);

        assertThat(Golden.through(
                        new CohereStreamToChat("m", 0),
                        all.substring(0, all.indexOf("event: message-end")).getBytes(StandardCharsets.UTF_8),
                        100))
                .contains("look_up")
                .doesNotContain("[DONE]", "\"finish_reason\":\"");
    }
}
