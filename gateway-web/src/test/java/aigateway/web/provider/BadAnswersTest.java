package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.web.dialect.OpenAiClient;
import aigateway.web.golden.Golden;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.vendor.Anthropic;
import aigateway.web.provider.vendor.AwsBedrock;
import aigateway.web.provider.vendor.Cohere;
import aigateway.web.provider.vendor.ForeignProvider;
import aigateway.web.provider.vendor.GoogleGemini;
import aigateway.web.provider.vendor.Mistral;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no answer is never taken for one, whichever protocol it comes in. */
class BadAnswersTest {

    private static final String PAGE = "<html><body><h1>It works!</h1></body></html>";

    /**
     * @param refusal in the vendor's words, under a good status
     * @param event that fails in the middle of a stream; empty: not in events
     */
    private record Vendor(String name, ForeignProvider provider, String refusal, String event) {

        @Override
        public String toString() {
            return name;
        }
    }

    private record Case(Vendor vendor, String body) {}

    static List<Vendor> vendors() {
        return List.of(
                new Vendor(
                        "anthropic",
                        new Anthropic(),
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}",
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n"),
                new Vendor(
                        "gemini",
                        new GoogleGemini(),
                        "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}",
                        "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n\n"),
                new Vendor("bedrock", new AwsBedrock(), "{\"message\":\"busy\"}", ""),
                new Vendor("cohere", new Cohere(), "{\"message\":\"busy\"}", ""),
                new Vendor(
                        "mistral",
                        new Mistral(),
                        "{\"object\":\"error\",\"message\":\"busy\"}",
                        "data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded\"}}\n\n"));
    }

    static Stream<Case> answers() {
        List<Case> cases = new ArrayList<>();
        for (Vendor vendor : vendors()) {
            for (String body : List.of(PAGE, "{", "", "[]", "null", "{\"ok\":true}", vendor.refusal())) {
                cases.add(new Case(vendor, body));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsNoAnswerIsAFault(Case given) {
        assertThatThrownBy(() -> ChatAnswer.read(given.vendor().provider().answer(bytes(given.body()), "m", 0)))
                .isInstanceOfAny(IOException.class, java.io.UncheckedIOException.class);
    }

    @Test
    void openAisAreReadAsTheyAre() {
        for (String body : List.of(PAGE, "{", "", "[]", "{\"error\":{\"message\":\"busy\"}}")) {
            assertThatThrownBy(() -> ChatAnswer.read(bytes(body))).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void streamThatIsCutIsNotComplete(Vendor vendor) throws IOException {
        byte[] recorded = Golden.bytes("stream/full." + vendor.name() + ".events");
        for (int part = 1; part < 10; part++) {
            AnswerStream heard = heard(vendor, Arrays.copyOf(recorded, recorded.length * part / 11));

            assertThat(heard.isComplete()).isFalse();
        }
        assertThat(heard(vendor, recorded).isComplete()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void pageInThePlaceOfAStreamIsNone(Vendor vendor) {
        AnswerStream heard;
        try {
            heard = heard(vendor, bytes(PAGE.repeat(20)));
        } catch (IOException refused) {
            return;
        }
        assertThat(heard.hasBegun()).isFalse();
        assertThat(heard.isComplete()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void errorInTheMiddleOfAStreamIsHeard(Vendor vendor) throws IOException {
        if (vendor.event().isEmpty()) {
            return;
        }
        String recorded = new String(Golden.bytes("stream/full." + vendor.name() + ".events"), StandardCharsets.UTF_8)
                .replace("\r\n", "\n");
        int middle = recorded.indexOf("\n\n", recorded.length() / 2) + 2;

        AnswerStream heard =
                heard(vendor, bytes(recorded.substring(0, middle) + vendor.event() + recorded.substring(middle)));

        assertThat(heard.error()).contains("busy");
    }

    private static AnswerStream heard(Vendor vendor, byte[] came) throws IOException {
        AnswerStream heard = OpenAiClient.INSTANCE.stream(ChatRequestReader.read(
                bytes("{\"model\":\"a/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")));
        VendorStream translation = vendor.provider().stream("m", 0);
        heard.read(translation.translate(came));
        try {
            heard.read(translation.end());
        } catch (IOException cut) {
            // Told to the client as a stream that broke; nothing more comes.
        }
        return heard;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
