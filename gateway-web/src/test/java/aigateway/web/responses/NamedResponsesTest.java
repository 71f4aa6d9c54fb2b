package aigateway.web.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.call.Usage;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that a vendor keeps has a name of the client's own, in every answer and every event. */
class NamedResponsesTest {

    private static final String VENDORS = "resp_67ccd2bed1ec8190";

    /** Names that can be read, and belong to one account. */
    private static final ResponseNames NAMES = new ResponseNames() {
        @Override
        public String shown(Kept response) {
            return "my-" + response.account() + '-' + response.id();
        }

        @Override
        public @Nullable Kept meant(String name) {
            return name.startsWith("my-here-") ? new Kept("here", name.substring(8)) : null;
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void everyEventHasTheClientsName(int step) {
        byte[] recorded = Golden.bytes("stream/full.responses.events");
        AnswerStream stream = ResponsesClient.INSTANCE.streamAsIs(asked(""), "here");

        String said = Golden.inPieces(stream::read, recorded, step);

        assertThat(said)
                .isEqualTo(new String(recorded, StandardCharsets.UTF_8)
                        .replace('"' + VENDORS + '"', "\"my-here-" + VENDORS + '"'));
        assertThat(said).contains("\"id\":\"my-here-" + VENDORS);
    }

    @Test
    void oneBeforeKeepsTheNameThatTheClientGaveIt() {
        ChatRequest request = asked(",\"previous_response_id\":\"my-here-resp_0\"");
        String event = "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\","
                + "\"previous_response_id\":\"resp_0\"}}\n\n";

        String streamed = new String(
                ResponsesClient.INSTANCE.streamAsIs(request, "here").read(bytes(event)), StandardCharsets.UTF_8);
        byte[] whole = ResponsesClient.INSTANCE.answerAsIs(
                bytes("{\"id\":\"resp_1\", \"previous_response_id\" : \"resp_0\"}"), request, "here");

        assertThat(streamed).contains("\"id\":\"my-here-resp_1\",\"previous_response_id\":\"my-here-resp_0\"");
        assertThat(new String(whole, StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"my-here-resp_1\", \"previous_response_id\" : \"my-here-resp_0\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void keptResponseIsStreamedFromAnyEventOnUnderTheNameItIsAskedBy(int step) {
        String recorded = new String(Golden.bytes("stream/full.responses.events"), StandardCharsets.UTF_8)
                .replace("\"model\":\"gpt-5", "\"previous_response_id\":\"resp_0\",\"model\":\"gpt-5");
        String later = recorded.substring(recorded.indexOf("event: response.output_text.delta"));
        AnswerStream stream = new KeptResponseStream(id -> id.equals(VENDORS) ? "mine" : "my-here-" + id);

        String said = Golden.inPieces(stream::read, bytes(later), step);

        assertThat(said)
                .isEqualTo(later.replace('"' + VENDORS + '"', "\"mine\"").replace("\"resp_0\"", "\"my-here-resp_0\""))
                .contains("\"mine\"", "\"my-here-resp_0\"");
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.usage()).as("paid for when it was made").isEqualTo(Usage.NONE);
    }

    @Test
    void keptResponseThatFailedIsTold() {
        String failed =
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":4,\"response\":"
                        + "{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}}\n\n";
        AnswerStream stream = new KeptResponseStream(id -> "mine");

        assertThat(new String(stream.read(bytes(failed)), StandardCharsets.UTF_8))
                .isEqualTo(failed.replace("resp_1", "mine"));
        assertThat(stream.error()).isNull();
        assertThat(new String(stream.broken("cut"), StandardCharsets.UTF_8)).contains("\"sequence_number\":5");
    }

    @Test
    void vendorHearsItsOwnNameAndNoOtherAccountIsAsked() {
        ChatRequest request = asked(",\"previous_response_id\":\"my-here-resp_0\"");
        ChatRequest.Original original = Objects.requireNonNull(request.original());

        assertThat(Json.object(original.forUpstream("up", Map.of(), Map.of()))
                        .path("previous_response_id")
                        .asText())
                .isEqualTo("resp_0");
        assertThat(original.onlyAt()).isEqualTo("here");
        assertThat(Objects.requireNonNull(asked("").original()).onlyAt()).isNull();
    }

    /** Or one of the two would reach the vendor unread. */
    @Test
    void nameThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> asked(",\"previous_response_id\":\"" + VENDORS + "\",\"previous_response_id\":null"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void nameOfNobodysIsRefused() {
        assertThatThrownBy(() -> asked(",\"previous_response_id\":\"" + VENDORS + '"'))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("previous_response_id"));
    }

    private static ChatRequest asked(String more) {
        return ResponsesRequest.read(bytes("{\"model\":\"a/m\",\"input\":\"x\"" + more + "}"), NAMES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
