package aigateway.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.web.anthropic.MessagesClient;
import aigateway.web.cohere.CohereClient;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.gemini.GeminiClient;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the thread's own count of allocated bytes says of large requests and long streams. */
class CopiesTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int IMAGE = 10 << 20;
    private static final int CHUNKS = 8_000;
    private static final int PIECE = 4_000;

    @Test
    void requestWithPicturesIsCopiedOnceForItsModelsNewName() {
        byte[] body =
                ("{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                                + "{\"url\":\"data:image/png;base64," + "A".repeat(IMAGE) + "\"}}]}]}")
                        .getBytes(StandardCharsets.UTF_8);
        passed(body);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        byte[] said = passed(body);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(said).hasSize(body.length - 1);
        assertThat(allocated).isBetween((long) IMAGE, IMAGE + IMAGE / 4L);
    }

    private static byte[] passed(byte[] body) {
        return ChatRequestReader.read(body).forUpstream("up", Map.of(), Map.of());
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
