package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.call.Usage;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.cohere.CohereStreamToChat;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.gemini.GeminiStreamToChat;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.RetoldRequest;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.http.UpstreamStream;
import aigateway.web.responses.ResponsesClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a vendor told of its usage is known wherever its stream breaks off. */
class BrokenStreamTest {

    private static final String MESSAGE_START =
            """
            data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"output_tokens":1}}}

            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

            """;
    private static final String MESSAGE_DELTA =
            """
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":550}}

            """;
    private static final String MESSAGE_ERROR =
            """
            data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

            """;
    private static final String GEMINI_PIECE =
            """
            data: {"candidates":[{"content":{"parts":[{"text":"Hello"}]}}],"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":10,"thoughtsTokenCount":20}}

            data: {"candidates":[{"content":{"parts":[{"text":" you"}]}}],"usageMetadata":{"trafficType":"ON_DEMAND"}}

            """;
    private static final String GEMINI_END =
            """
            data: {"candidates":[{"content":{"parts":[{"text":"."}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":30,"thoughtsTokenCount":20}}

            """;
    private static final String GEMINI_ERROR =
            """
            data: {"error":{"code":503,"message":"no","status":"UNAVAILABLE"}}

            """;

    private static final Usage BEGUN = new Usage(12307, 1, 0, 12304, 0, 0, 0, 0, false).soFar();
    private static final Usage THOUGHT = new Usage(100, 30, 0, 0, 0, 20, 0, 0, false).soFar();

    private static VendorStream anthropic() {
        return new MessagesStreamToChat(0);
    }

    private static VendorStream gemini() {
        return new GeminiStreamToChat(0, () -> "call");
    }

    static Stream<Arguments> translated() {
        return Stream.of(
                Arguments.of(anthropic(), MESSAGE_START, BEGUN),
                Arguments.of(anthropic(), MESSAGE_START + MESSAGE_ERROR, BEGUN),
                Arguments.of(
                        anthropic(), MESSAGE_START + MESSAGE_DELTA, new Usage(12307, 550, 0, 12304, 0, 0, 0, 0, false)),
                Arguments.of(anthropic(), MESSAGE_START + MESSAGE_DELTA.replace("550", "null"), BEGUN),
                Arguments.of(gemini(), GEMINI_PIECE, THOUGHT),
                Arguments.of(gemini(), GEMINI_PIECE + GEMINI_ERROR, THOUGHT),
                Arguments.of(gemini(), GEMINI_PIECE + GEMINI_END, new Usage(100, 50, 0, 0, 0, 20, 0, 0, false)),
                Arguments.of(
                        new CohereStreamToChat("command", 0),
                        """
                        data: {"type":"message-end","delta":{"finish_reason":"ERROR","usage":{"billed_units":{"input_tokens":9,"output_tokens":4}}}}

                        """,
                        Usage.of(9, 4)),
                Arguments.of(
                        new RetoldRequest(new byte[0], List.of(), Map.of("short", "long")).stream(anthropic()),
                        MESSAGE_START,
                        BEGUN));
    }

    @ParameterizedTest
    @MethodSource("translated")
    void usageThatWasToldIsKnownBesideTheChunks(VendorStream translation, String came, Usage told) {
        TranslatedStream stream = new TranslatedStream(new Silence(), translation);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        stream.flowTo(new Client(said));

        stream.bytes(came.getBytes(StandardCharsets.UTF_8));
        stream.failed(new IOException("the vendor breaks off"));

        assertThat(stream.usage()).isEqualTo(told);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .as("what the client hears")
                .doesNotContain("\"usage\"");
    }

    static Stream<Arguments> asIs() {
        return Stream.of(
                Arguments.of(MessagesClient.INSTANCE, MESSAGE_START, BEGUN),
                Arguments.of(GeminiClient.INSTANCE, GEMINI_PIECE, THOUGHT),
                Arguments.of(
                        ResponsesClient.INSTANCE,
                        """
                        data: {"type":"response.output_text.delta","delta":"Hello"}

                        data: {"type":"response.failed","response":{"id":"r","error":{"code":"server_error","message":"boom"},"usage":{"input_tokens":1000,"output_tokens":100}}}

                        """,
                        Usage.of(1000, 100)));
    }

    @ParameterizedTest
    @MethodSource("asIs")
    void usageThatWasToldIsKnownOfAStreamThatPassesAsItIs(ClientDialect client, String came, Usage told) {
        ChatRequest request = ChatRequestReader.read(
                "{\"model\":\"a/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
        AnswerStream stream = client.streamAsIs(request);

        stream.read(came.getBytes(StandardCharsets.UTF_8));

        assertThat(stream.usage()).isEqualTo(told);
    }

    @Test
    void streamThatToldNothingHasToldNothing() {
        TranslatedStream stream = new TranslatedStream(new Silence(), gemini());

        assertThat(stream.usage()).isNull();
    }

    private record Client(ByteArrayOutputStream said) implements UpstreamStream.Sink {

        @Override
        public void bytes(byte[] bytes) {
            said.writeBytes(bytes);
        }

        @Override
        public void end() {}

        @Override
        public void failed(Throwable cause) {}
    }

    private static final class Silence implements UpstreamStream {

        @Override
        public void flowTo(Sink sink) {}

        @Override
        public void taken(int bytes) {}

        @Override
        public void cancel() {}
    }
}
