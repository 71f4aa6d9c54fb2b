package aigateway.web.mistral;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatStreamReader;
import aigateway.web.openai.PatchedStream;
import aigateway.web.openai.Translated;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MistralGoldenTest {

    @Test
    void fullRequestIsSaidAsMistralTakesIt() {
        Translated translated = ChatToMistral.translate(Golden.json("request/full.openai.json"));

        Golden.assertJson("request/full.mistral.json", Json.bytes(translated.body()));
        assertThat(translated.dropped()).containsExactly("logit_bias", "user");
    }

    @Test
    void wholeAnswerIsPutRight() {
        Golden.assertJson(
                "answer/full.mistral.openai.json", MistralAnswer.translate(Golden.bytes("answer/full.mistral.json")));
    }

    @Test
    void streamIsTheSameHoweverItIsCut() {
        Golden.assertStream(
                "stream/full.mistral.events",
                "stream/full.mistral.openai.events",
                () -> new PatchedStream(MistralAnswer::patch));
    }

    @Test
    void usageComesAfterTheLastWords() {
        ChatStreamReader reader = new ChatStreamReader(true);
        byte[] passed = reader.read(Golden.bytes("stream/full.mistral.openai.events"));

        assertThat(new String(passed, StandardCharsets.UTF_8))
                .doesNotContain("usage")
                .endsWith("data: [DONE]\n\n");

        assertThat(Objects.requireNonNull(reader.usage()).outputTokens()).isEqualTo(34);
        assertThat(reader.content().answer().finishReasons()).containsExactly("length");
    }

    @Test
    void idsOfOthersBecomeNineCharactersTheSameEachTime() {
        assertThat(ChatToMistral.callId("D681PevKs")).isEqualTo("D681PevKs");
        assertThat(ChatToMistral.callId("call_1"))
                .matches("[A-Za-z0-9]{9}")
                .isEqualTo(ChatToMistral.callId("call_1"))
                .isNotEqualTo(ChatToMistral.callId("call_2"));
    }
}
