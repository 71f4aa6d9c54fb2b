package aigateway.web.golden;

import aigateway.web.anthropic.ChatToMessages;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.cohere.ChatToCohere;
import aigateway.web.cohere.CohereStreamToChat;
import aigateway.web.gemini.ChatToGemini;
import aigateway.web.gemini.GeminiStreamToChat;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.VendorStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a translation costs in CPU: of a request of 4 KiB, from bytes to bytes, and of one event of a stream. A benchmark,
 * run by hand with the test class path: {@code java -cp … aigateway.web.golden.TranslationCost}.
 */
final class TranslationCost {

    private static final int ROUNDS = 5;
    private static final int TIMES = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final byte[] REQUEST =
            ("{\"model\":\"m\",\"stream\":true,\"max_completion_tokens\":500,\"temperature\":0.2,\"messages\":["
                            + "{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\""
                            + "word ".repeat(700)
                            + "\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\","
                            + "\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}}}}}]}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLIENTS = new String(REQUEST, StandardCharsets.UTF_8)
            .replace("max_completion_tokens", "max_tokens")
            .replace("{\"role\":\"system\",\"content\":\"Be brief.\"},", "")
            .replaceAll(",\"tools\":.*", "}")
            .getBytes(StandardCharsets.UTF_8);

    private TranslationCost() {}

    public static void main(String[] arguments) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            System.out.println(REQUEST.length + " bytes, microseconds:");
            request(
                    "to Anthropic",
                    () -> Json.bytes(
                            ChatToMessages.translate(Json.object(REQUEST)).body()));
            request(
                    "to Gemini",
                    () -> Json.bytes(
                            ChatToGemini.translate(Json.object(REQUEST)).body()));
            request(
                    "to Cohere",
                    () -> Json.bytes(
                            ChatToCohere.translate(Json.object(REQUEST)).body()));
            request("from Anthropic's client", () -> MessagesRequest.read(CLIENTS, Map.of())
                    .body());
            System.out.println("an event of a stream, microseconds:");
            stream("from Anthropic", "anthropic", () -> new MessagesStreamToChat(0));
            stream("from Gemini", "gemini", () -> new GeminiStreamToChat(0, () -> "call_1"));
            stream("from Cohere", "cohere", () -> new CohereStreamToChat("m", 0));
            clients();
        }
    }

    private static void request(String what, Supplier<byte[]> translation) {
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < TIMES; i++) {
            bytes += translation.get().length;
        }
        tell(what, start, TIMES, bytes);
    }

    private static void stream(String what, String vendor, Supplier<VendorStream> translation) throws IOException {
        byte[] recorded = Golden.bytes("stream/full." + vendor + ".events");
        int times = TIMES / 20;
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            VendorStream stream = translation.get();
            bytes += stream.translate(recorded).length + stream.end().length;
        }
        tell(what, start, times * events(recorded), bytes);
    }

    private static void clients() {
        byte[] recorded = Golden.bytes("stream/full.openai.events");
        int times = TIMES / 20;
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            AnswerStream stream = MessagesClient.INSTANCE.stream(MessagesRequest.read(CLIENTS, Map.of()));
            bytes += stream.read(recorded).length + stream.rest().length;
        }
        tell("to Anthropic's client, with its reading", start, times * events(recorded), bytes);
    }

    private static int events(byte[] recorded) {
        return new String(recorded, StandardCharsets.UTF_8).split("\r?\n\r?\n").length;
    }

    private static void tell(String what, long start, long times, long bytes) {
        double micros = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / times;
        System.out.printf("  %-40s %6.1f   (%d bytes)%n", what, micros, bytes / times);
    }
}
