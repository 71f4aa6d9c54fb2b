package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.anthropic.ChatToMessages;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.bedrock.ChatToConverse;
import aigateway.web.cohere.ChatToCohere;
import aigateway.web.cohere.CohereClient;
import aigateway.web.cohere.CohereRequest;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.gemini.ChatToGemini;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.gemini.GenerateContentRequest;
import aigateway.web.mistral.ChatToMistral;
import aigateway.web.responses.ResponsesRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the thread's own count of allocated bytes says of large requests and long streams. */
class CopiesTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int IMAGE = 10 << 20;
    private static final String PICTURE = "A".repeat(IMAGE);
    private static final int CHUNKS = 8_000;
    private static final int PIECE = 4_000;

    /** A client's request with a picture. */
    private record Speaker(String name, String before, String after, Function<byte[], ChatRequest> reader) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** @param translation null: the client's own words, or OpenAI's, as the vendor takes them */
    private record Vendor(String name, @Nullable Function<ObjectNode, Translated> translation) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Speaker> SPEAKERS = List.of(
            new Speaker(
                    "OpenAI",
                    "{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                            + "\"image_url\":{\"url\":\"data:image/png;base64,",
                    "\"}}]}]}",
                    ChatRequestReader::read),
            new Speaker(
                    "Responses",
                    "{\"model\":\"a/m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\","
                            + "\"image_url\":\"data:image/png;base64,",
                    "\"}]}]}",
                    ResponsesRequest::read),
            new Speaker(
                    "Anthropic",
                    "{\"model\":\"a/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
                            + "\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"",
                    "\"}}]}]}",
                    body -> MessagesRequest.read(body, Map.of())),
            new Speaker(
                    "Gemini",
                    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"",
                    "\"}}]}]}",
                    body -> GenerateContentRequest.read(body, "a/m", false)),
            new Speaker(
                    "Cohere",
                    "{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                            + "\"image_url\":{\"url\":\"data:image/png;base64,",
                    "\"}}]}]}",
                    CohereRequest::read));

    private static final List<Vendor> VENDORS = List.of(
            new Vendor("OpenAI's words", null),
            new Vendor("Anthropic", ChatToMessages::translate),
            new Vendor("Gemini", ChatToGemini::translate),
            new Vendor("Bedrock", ChatToConverse::translate),
            new Vendor("Cohere", ChatToCohere::translate),
            new Vendor("Mistral", ChatToMistral::translate));

    static Stream<Arguments> pairs() {
        return SPEAKERS.stream().flatMap(speaker -> VENDORS.stream().map(vendor -> Arguments.of(speaker, vendor)));
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @MethodSource("pairs")
    void pictureIsCopiedOnceIntoWhatTheVendorGets(Speaker speaker, Vendor vendor) {
        byte[] body = body(speaker);
        said(speaker, vendor, body, Map.of());

        long before = THREADS.getCurrentThreadAllocatedBytes();
        byte[] said = said(speaker, vendor, body, Map.of());
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(said).hasSizeGreaterThan(IMAGE);
        assertThat(new String(said, StandardCharsets.ISO_8859_1)).contains(PICTURE);
        assertThat(allocated).isBetween((long) IMAGE, IMAGE + IMAGE / 4L);
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @MethodSource("pairs")
    void fieldsOfTheTargetAddNoCopy(Speaker speaker, Vendor vendor) {
        byte[] body = body(speaker);
        Map<String, Object> overrides = Map.of("temperature", 0.5);
        said(speaker, vendor, body, overrides);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        byte[] said = said(speaker, vendor, body, overrides);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(said).hasSizeGreaterThan(IMAGE);
        assertThat(allocated).isBetween((long) IMAGE, IMAGE + IMAGE / 4L);
    }

    static Stream<Speaker> foreigners() {
        return SPEAKERS.stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("foreigners")
    void pictureInTheClientsOwnWordsIsCopiedOnceAtMost(Speaker speaker) {
        byte[] body = body(speaker);
        asIs(speaker, body);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        byte[] said = asIs(speaker, body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(new String(said, StandardCharsets.ISO_8859_1)).contains(PICTURE);
        assertThat(allocated).isBetween((long) IMAGE, IMAGE + IMAGE / 4L);
    }

    private static byte[] body(Speaker speaker) {
        return (speaker.before() + PICTURE + speaker.after()).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] said(Speaker speaker, Vendor vendor, byte[] body, Map<String, Object> overrides) {
        ChatRequest request = speaker.reader().apply(body);
        return vendor.translation() == null
                ? request.forUpstream("up", Map.of(), overrides)
                : request.retold("up", Map.of(), overrides, vendor.translation())
                        .body();
    }

    private static byte[] asIs(Speaker speaker, byte[] body) {
        ChatRequest.Original original = speaker.reader().apply(body).original();
        return Objects.requireNonNull(original).forUpstream("up", Map.of(), Map.of());
    }

    /** Responses alone repeat all of their text at the end, and say in a constant how much of it. */
    static Stream<ClientDialect> clients() {
        return Stream.of(
                OpenAiClient.INSTANCE,
                CompletionsClient.INSTANCE,
                MessagesClient.INSTANCE,
                GeminiClient.INSTANCE,
                CohereClient.INSTANCE);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whatIsKeptOfAStreamDoesNotGrowWithIt(ClientDialect client) {
        ChatRequest request = ChatRequestReader.read(
                "{\"model\":\"a/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
        byte[] chunk = ("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "w".repeat(PIECE)
                        + "\"}}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
        AnswerStream stream = client.stream(request);
        stream.read(chunk);
        long before = kept();

        long said = 0;
        for (int i = 0; i < CHUNKS; i++) {
            said += stream.read(chunk).length;
        }

        assertThat(said).isGreaterThan((long) CHUNKS * PIECE);
        assertThat(kept() - before).isLessThan((long) CHUNKS * PIECE / 4);
        assertThat(stream.hasContent()).isTrue();
    }

    /** Bytes of the heap that somebody still refers to. */
    private static long kept() {
        System.gc();
        Runtime memory = Runtime.getRuntime();
        return memory.totalMemory() - memory.freeMemory();
    }
}
