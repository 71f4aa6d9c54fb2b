package aigateway.web.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.call.Usage;
import aigateway.web.call.Failure;
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
            String[] parts = name.split("-", 3);
            return parts[0].equals("my") ? new Kept(parts[1], parts[2]) : null;
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
                        .replaceAll("\"(" + VENDORS + "|(rs|msg|fc|ws)_1)\"", "\"my-here-$1\""));
        assertThat(said).contains("\"id\":\"my-here-" + VENDORS, "\"item_id\":\"my-here-msg_1\"");
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
                .isEqualTo(later.replace('"' + VENDORS + '"', "\"mine\"")
                        .replaceAll("\"(resp_0|(msg|fc)_1)\"", "\"my-here-$1\""))
                .contains("\"mine\"", "\"my-here-resp_0\"");
        assertThat(stream.isComplete()).isTrue();
        assertThat(stream.usage()).as("paid for when it was made").isEqualTo(Usage.NONE);
    }

    @Test
    void noEventShowsAVendorsNameWhereverTheStreamIsReadFrom() {
        String recorded = new String(Golden.bytes("stream/full.responses.events"), StandardCharsets.UTF_8);
        for (int from = 0; from >= 0; from = recorded.indexOf("event: ", from + 1)) {
            AnswerStream stream = new KeptResponseStream(id -> "my-here-" + id);

            String said = Golden.inPieces(stream::read, bytes(recorded.substring(from)), 100_000);

            assertThat(said).doesNotContainPattern("\"(" + VENDORS + "|(rs|msg|fc|ws)_1)\"");
        }
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

    /** What it came to before is repeated, and was not heard of where the stream began in the middle. */
    @Test
    void eventOfAResponseThatFailedHasTheClientsNames() {
        String failed =
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":4,\"response\":"
                        + "{\"id\":\"resp_1\",\"output\":[{\"id\":\"msg_1\"}],\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}}\n\n";
        AnswerStream stream = ResponsesClient.INSTANCE.streamAsIs(asked(""), "here");

        assertThat(stream.read(bytes(failed))).isEmpty();
        assertThat(new String(
                        stream.errorEvent(Failure.of(ErrorType.UPSTREAM_BROKEN, "m"), text -> text),
                        StandardCharsets.UTF_8))
                .isEqualTo(failed.replace("resp_1", "my-here-resp_1").replace("msg_1", "my-here-msg_1"));
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

    @Test
    void itemsOfAWholeResponseHaveTheClientsNames() {
        String whole =
                "{\"id\":\"resp_1\", \"output\":[{\"id\":\"msg_1\",\"content\":\"msg_1\"}, {\"id\":\"word\",\"said\":\"word\"},"
                        + "{\"id\":\"call_1\",\"call_id\":\"call_1\"}]}";

        byte[] shown = ResponsesClient.INSTANCE.answerAsIs(bytes(whole), asked(""), "here");

        assertThat(new String(shown, StandardCharsets.UTF_8))
                .as("ids that could be words, and those of calls, stay")
                .isEqualTo(whole.replace("resp_1", "my-here-resp_1").replace("\"msg_1\"", "\"my-here-msg_1\""));
    }

    @Test
    void vendorHearsItsOwnNamesOfItemsAndOnlyTheAccountThatKeepsThem() {
        String input =
                "[{\"type\":\"item_reference\", \"id\":\"my-here-msg_1\"},{\"role\":\"user\",\"content\":\"x\"}]";
        ChatRequest.Original original = Objects.requireNonNull(input(input).original());

        assertThat(new String(original.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .contains(input.replace("my-here-msg_1", "msg_1"));
        assertThat(Json.object(original.forUpstream("up", Map.of(), Map.of("store", true)))
                        .at("/input/0/id")
                        .asText())
                .as("where the target changes fields as well")
                .isEqualTo("msg_1");
        assertThat(original.onlyAt()).isEqualTo("here");
    }

    @Test
    void itemThatIsThereItselfIsBoundToNoAccount() {
        String item = "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"x\",\"id\":\"%s\"}";
        ChatRequest.Original own = Objects.requireNonNull(
                input('[' + item.formatted("my-here-msg_1") + ']').original());
        ChatRequest.Original others = Objects.requireNonNull(
                input('[' + item.formatted("msg_2") + ']').original());

        assertThat(own.onlyAt()).isNull();
        assertThat(new String(own.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .contains("\"id\":\"msg_1\"");
        assertThat(new String(others.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .contains("\"id\":\"msg_2\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"item_reference\",\"id\":\"msg_1\"}",
                "{\"type\":\"item_reference\",\"id\":\"msg_1\",\"more\":1}",
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}",
                "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\",\"result\":null}"
            })
    void itemThatIsNoMoreThanANameMustBeTheClients(String item) {
        assertThatThrownBy(() -> input("[{\"role\":\"user\",\"content\":\"x\"}," + item + ']'))
                .isInstanceOfSatisfying(GatewayException.class, refused -> assertThat(refused.param())
                        .isEqualTo("input[1].id"));
        assertThat(Objects.requireNonNull(input("[{\"role\":\"user\",\"content\":\"x\"},"
                                        + item.replaceAll("([a-z]+_1)", "my-here-$1") + ']')
                                .original())
                        .onlyAt())
                .isEqualTo("here");
    }

    /** What is said beside the id hides what the vendor knows by it. */
    @Test
    void thoughtOfSomebodyElsesIsNotNamed() {
        String thought =
                "[{\"role\":\"user\",\"content\":\"x\"},{\"type\":\"reasoning\",\"id\":\"%s\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"x\"}]}]";
        ChatRequest.Original own =
                Objects.requireNonNull(input(thought.formatted("my-here-rs_1")).original());
        ChatRequest.Original others =
                Objects.requireNonNull(input(thought.formatted("rs_2")).original());
        ChatRequest.Original sealed = Objects.requireNonNull(input(
                        "[{\"role\":\"user\",\"content\":\"x\"},{\"type\":\"reasoning\",\"id\":\"rs_3\",\"summary\":[],\"encrypted_content\":\"gAAA\"}]")
                .original());

        assertThat(own.onlyAt()).isEqualTo("here");
        assertThat(new String(own.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .contains("\"rs_1\"");
        assertThat(new String(others.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .contains("\"reasoning_of_nobody\"")
                .doesNotContain("rs_2");
        assertThat(others.onlyAt()).isNull();
        assertThat(new String(sealed.forUpstream("up", Map.of(), Map.of()), StandardCharsets.UTF_8))
                .contains("\"rs_3\"");
    }

    @Test
    void itemsOfTwoAccountsAreRefused() {
        assertThatThrownBy(() -> input("[{\"type\":\"item_reference\",\"id\":\"my-here-msg_1\"},"
                        + "{\"type\":\"item_reference\",\"id\":\"my-there-msg_2\"}]"))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("another account");
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

    private static ChatRequest input(String input) {
        return ResponsesRequest.read(bytes("{\"model\":\"a/m\",\"input\":" + input + '}'), NAMES);
    }

    private static ChatRequest asked(String more) {
        return ResponsesRequest.read(bytes("{\"model\":\"a/m\",\"input\":\"x\"" + more + "}"), NAMES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
