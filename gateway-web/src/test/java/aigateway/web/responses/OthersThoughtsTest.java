package aigateway.web.responses;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever speaks Responses by himself is not told what other vendors' models thought; they are, when they are asked again. */
class OthersThoughtsTest {

    /** Names that can be read, as only a vendor's own answer has them. */
    private static final ResponseNames NAMES = new ResponseNames() {
        @Override
        public String shown(Kept response) {
            return "my-" + response.id();
        }

        @Override
        public @Nullable Kept meant(String name) {
            return name.startsWith("my-") ? new Kept("here", name.substring(3)) : null;
        }
    };

    private static final String SIGNED = SignedThoughts.written(
            Json.object(bytes("{\"all\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"EqQB\"}]}"))
                    .path("all"));

    private static final String USERS = "{\"role\" : \"user\",\"content\":\"rs_c_0\"}";
    private static final String VENDORS =
            "{\"type\":\"reasoning\", \"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"gAAA\"}";

    /** A client may keep the ids or not, and what is encrypted or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"reasoning\",\"id\":\"rs_c_0\",\"summary\":[],\"encrypted_content\":\"SIGNED\"}",
                "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"SIGNED\"}",
                "{\"type\":\"reasoning\",\"id\":\"rs_c_0\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm.\"}]}",
                "{\"type\":\"reasoning\",\"id\":\"rs_c_0\",\"summary\":[],\"encrypted_content\":null}"
            })
    void theyAreLeftOutAndEveryOtherByteStays(String written) {
        String thought = written.replace("SIGNED", SIGNED);

        assertThat(asItIs(thought + ",\n " + USERS + ", " + VENDORS)).isEqualTo(said(USERS + ", " + VENDORS));
        assertThat(asItIs(USERS + " ,\n" + thought + " , " + thought + ", " + VENDORS))
                .isEqualTo(said(USERS + ", " + VENDORS));
        assertThat(asItIs(USERS + ", " + VENDORS + " , " + thought)).isEqualTo(said(USERS + ", " + VENDORS));
        assertThat(asItIs(thought + ",\n" + thought + " , " + USERS)).isEqualTo(said(USERS));
    }

    @Test
    void theyAreLeftOutWhereTheTargetChangesFieldsAsWell() {
        ChatRequest request = asked("{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"" + SIGNED + "\"},"
                + USERS + ',' + VENDORS);

        byte[] said = Objects.requireNonNull(request.original()).forUpstream("up", Map.of("store", true), Map.of());

        assertThat(Json.object(said).path("input").toString())
                .isEqualTo('[' + USERS.replace(" ", "") + ',' + VENDORS.replace(" ", "") + ']');
        assertThat(Json.object(said).path("store").asBoolean()).isTrue();
    }

    @Test
    void theyGoBackToWhoeverIsAskedInAChat() {
        ChatRequest request =
                asked("{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"" + SIGNED + "\"}," + USERS);

        assertThat(Json.object(request.body()).at("/messages/0/thinking_blocks/0/signature"))
                .hasToString("\"EqQB\"");
        assertThat(Objects.requireNonNull(request.original()).holdsThoughts()).isTrue();
    }

    /** It may be another gateway, with Claude behind it. */
    @Test
    void vendorsOwnAreItsOwnWhoeverWroteThem() {
        String thought =
                "{\"type\":\"reasoning\",\"id\":\"%s\",\"summary\":[],\"encrypted_content\":\"" + SIGNED + "\"}";

        assertThat(asItIs(thought.formatted("my-rs_c_0"))).isEqualTo(said(thought.formatted("rs_c_0")));
    }

    private static String asItIs(String items) {
        return new String(
                Objects.requireNonNull(asked(items).original()).forUpstream("up", Map.of(), Map.of()),
                StandardCharsets.UTF_8);
    }

    private static ChatRequest asked(String items) {
        return ResponsesRequest.read(bytes(said(items).replace("\"up\"", "\"a/m\"")), NAMES);
    }

    private static String said(String items) {
        return "{\"tools\":[{ \"input\":[1]}],  \"input\" : [ " + items + " ],\"model\":\"up\", \"top_p\":0.50}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
