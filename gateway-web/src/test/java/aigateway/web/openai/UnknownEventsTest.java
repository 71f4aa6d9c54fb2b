package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.cohere.CohereStreamToChat;
import aigateway.web.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnknownEventsTest {

    private static byte[] event(String json) {
        return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eventThatNobodyKnowsIsPassedOverAndCounted() throws IOException {
        long before = UnknownEvents.count();

        assertThat(new CohereStreamToChat("m", 0).translate(event("{\"type\":\"telepathy-start\"}")))
                .isEmpty();
        MessagesStreamToChat anthropic = new MessagesStreamToChat(0);
        assertThat(anthropic.translate(event("{\"type\":\"telepathy\"}"))).isEmpty();
        assertThat(anthropic.translate(
                        event("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thought_transfer\"}}")))
                .isEmpty();

        assertThat(UnknownEvents.count() - before).isGreaterThanOrEqualTo(3);
    }

    @Test
    void onlyTheEventOfTheFutureIsUnknownOfWhatWasRecorded() throws IOException {
        long before = UnknownEvents.count();

        new CohereStreamToChat("m", 0).translate(Golden.bytes("stream/full.cohere.events"));
        new MessagesStreamToChat(0).translate(Golden.bytes("stream/full.anthropic.events"));

        assertThat(UnknownEvents.count()).isEqualTo(before + 1);
    }
}
