package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.anthropic.MessagesClient;
import aigateway.web.dialect.OpenAiClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client hears of an error that a vendor tells in the middle of its stream. */
@Timeout(30)
class ErrorInStreamTest {

    private static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String PIECE =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n";
    private static final String OVERLOADED =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy%s\"}}\n\n";

    private final Conversation conversation = new Conversation();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"server_error\",\"param\":null,\"code\":null | \"type\":\"server_error\",\"param\":null,\"code\":\"upstream_stream_broken\"",
                "\"type\":\"t\",\"param\":\"p\",\"code\":\"sk-canary-12345678\" | \"type\":\"t\",\"param\":\"p\",\"code\":\"…\"",
                "\"status\":1 | \"type\":\"upstream_stream_broken\",\"param\":null,\"code\":\"upstream_stream_broken\""
            })
    void chatKeepsTheVendorsTypeParameterAndCode(String given, String told) {
        conversation.ask(OpenAiClient.INSTANCE, true);
        conversation.answer.complete(conversation.stream());
        conversation.say(WORD);

        conversation.say(
                WORD.repeat(99) + "data: {\"error\":{\"message\":\"busy\"," + given + "}}\n\ndata: [DONE]\n\n");

        assertThat(conversation.client.heard())
                .isEqualTo(WORD.repeat(100) + "data: {\"error\":{\"message\":\"a/m sent an error in its stream: busy\","
                        + told + "}}\n\n");
        assertToldAsBroken();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void vendorsOwnErrorReachesWhoSpeaksItsLanguageAfterAllThatCameBefore(boolean endsWithoutABlankLine) {
        begin();

        String error = OVERLOADED.formatted("");
        conversation.say(
                PIECE.repeat(99) + (endsWithoutABlankLine ? error.stripTrailing() : error + "data: [DONE]\n\n"));
        conversation.sink.end();

        assertThat(conversation.client.heard()).isEqualTo(PIECE.repeat(100) + error);
        assertToldAsBroken();
    }

    @Test
    void vendorsOwnErrorHoldsNoKey() {
        begin();

        conversation.say(OVERLOADED.formatted(", sk-canary-12345678"));

        assertThat(conversation.client.heard()).isEqualTo(PIECE + OVERLOADED.formatted(", …"));
        assertToldAsBroken();
    }

    private void begin() {
        conversation.asIs = true;
        conversation.ask(MessagesClient.INSTANCE, true);
        conversation.answer.complete(conversation.stream());
        conversation.say(PIECE);
    }

    private void assertToldAsBroken() {
        assertThat(conversation.ended).hasValue(1);
        assertThat(conversation.cutOff).hasValue(0);
        assertThat(conversation.settled).hasSize(1);
        for (String span : List.of("chatCompletions", "Model")) {
            assertThat(conversation.told.named(span).status()).isEqualTo("ERROR");
            assertThat(conversation.told.named(span).attributes())
                    .containsEntry("error.type", "upstream_stream_broken");
        }
        assertThat(conversation.told.all().toString()).doesNotContain("canary");
    }
}
