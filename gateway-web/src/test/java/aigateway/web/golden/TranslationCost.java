package aigateway.web.golden;

import aigateway.web.anthropic.ChatToMessages;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.bedrock.ChatToConverse;
import aigateway.web.bedrock.ConverseStreamToChat;
import aigateway.web.cohere.ChatToCohere;
import aigateway.web.cohere.CohereClient;
import aigateway.web.cohere.CohereRequest;
import aigateway.web.cohere.CohereStreamToChat;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.completions.CompletionsRequest;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.gemini.ChatToGemini;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.gemini.GeminiStreamToChat;
import aigateway.web.gemini.GenerateContentRequest;
import aigateway.web.mistral.ChatToMistral;
import aigateway.web.mistral.MistralAnswer;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.PatchedStream;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.responses.ResponsesClient;
import aigateway.web.responses.ResponsesRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a translation costs in CPU, of every client's dialect to every vendor's: of a request of 4 KiB, from the client's
 * bytes to the vendor's, its reading included, and of one event of a stream, from the vendor's bytes to the client's, its
 * reading included; and of an event in the middle of an answer, from OpenAI's chunk to the client's bytes. The recorded streams
 * have every kind of event once and are opened and closed like long ones. A benchmark, run by hand with the test class path: {@code java -cp …
 * aigateway.web.golden.TranslationCost}.
 */
final class TranslationCost {

    private static final int ROUNDS = 6;
    private static final int TIMES = 4_000;
    private static final int PIECES = 500;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String TEXT = "word ".repeat(800);

    /** @param body that a client sends */
    private record Speaker(String name, String body, Function<byte[], ChatRequest> reader, ClientDialect client) {}

    /** @param request null: as it is */
    private record Vendor(
            String name,
            @Nullable Function<ObjectNode, Translated> request,
            @Nullable Supplier<VendorStream> stream,
            String recorded) {}

    private static final List<Speaker> SPEAKERS = List.of(
            new Speaker(
                    "OpenAI chat",
                    "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + TEXT + "\"}]}",
                    ChatRequestReader::read,
                    OpenAiClient.INSTANCE),
            new Speaker(
                    "Responses",
                    "{\"model\":\"m\",\"stream\":true,\"input\":\"" + TEXT + "\"}",
                    ResponsesRequest::read,
                    ResponsesClient.INSTANCE),
            new Speaker(
                    "completions",
                    "{\"model\":\"m\",\"stream\":true,\"prompt\":\"" + TEXT + "\"}",
                    CompletionsRequest::read,
                    CompletionsClient.INSTANCE),
            new Speaker(
                    "Anthropic",
                    "{\"model\":\"m\",\"stream\":true,\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\""
                            + TEXT + "\"}]}",
                    body -> MessagesRequest.read(body, Map.of()),
                    MessagesClient.INSTANCE),
            new Speaker(
                    "Gemini",
                    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + TEXT + "\"}]}]}",
                    body -> GenerateContentRequest.read(body, "m", true),
                    GeminiClient.INSTANCE),
            new Speaker(
                    "Cohere",
                    "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + TEXT + "\"}]}",
                    CohereRequest::read,
                    CohereClient.INSTANCE));

    private static final List<Vendor> VENDORS = List.of(
            new Vendor("OpenAI", null, null, "openai"),
            new Vendor("Anthropic", ChatToMessages::translate, () -> new MessagesStreamToChat(0), "anthropic"),
            new Vendor("Gemini", ChatToGemini::translate, () -> new GeminiStreamToChat(0, () -> "call_1"), "gemini"),
            new Vendor("Bedrock", ChatToConverse::translate, () -> new ConverseStreamToChat("i", "m", 0), "bedrock"),
            new Vendor("Cohere", ChatToCohere::translate, () -> new CohereStreamToChat("m", 0), "cohere"),
            new Vendor("Mistral", ChatToMistral::translate, () -> new PatchedStream(MistralAnswer::patch), "mistral"));

    private TranslationCost() {}

    public static void main(String[] arguments) throws IOException {
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.println("round " + round + ", microseconds: a request of 4 KiB / an event of a stream");
            StringBuilder head = new StringBuilder("| |");
            VENDORS.forEach(vendor -> head.append(' ').append(vendor.name()).append(" |"));
            System.out.println(head.append(" a piece of text |"));
            for (Speaker speaker : SPEAKERS) {
                StringBuilder row = new StringBuilder("| " + speaker.name() + " |");
                for (Vendor vendor : VENDORS) {
                    row.append(String.format(" %.0f / %.1f |", request(speaker, vendor), event(speaker, vendor)));
                }
                System.out.println(row.append(String.format(" %.1f |", piece(speaker))));
            }
        }
    }

    private static double request(Speaker speaker, Vendor vendor) {
        byte[] body = speaker.body().getBytes(StandardCharsets.UTF_8);
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < TIMES; i++) {
            ChatRequest request = speaker.reader().apply(body);
            byte[] said = vendor.request() == null
                    ? request.forUpstream("up", Map.of(), Map.of())
                    : request.retold("up", Map.of(), Map.of(), vendor.request()).body();
            bytes += said.length;
        }
        return micros(start, TIMES, bytes);
    }

    /** As they come from the network: about one event at a time. */
    private static double event(Speaker speaker, Vendor vendor) throws IOException {
        byte[] recorded = Golden.bytes("stream/full." + vendor.recorded() + ".events");
        byte[] counted = Golden.bytes(
                vendor.stream() == null
                        ? "stream/full.openai.events"
                        : "stream/full." + vendor.recorded() + ".openai.events");
        int events = new String(counted, StandardCharsets.UTF_8).split("\n\n").length;
        int piece = Math.max(1, recorded.length / events);
        ChatRequest request = speaker.reader().apply(speaker.body().getBytes(StandardCharsets.UTF_8));
        int times = TIMES / 4;
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            VendorStream translation =
                    vendor.stream() == null ? null : vendor.stream().get();
            AnswerStream heard = speaker.client().stream(request);
            for (int at = 0; at < recorded.length; at += piece) {
                byte[] came = java.util.Arrays.copyOfRange(recorded, at, Math.min(recorded.length, at + piece));
                bytes += heard.read(translation == null ? came : translation.translate(came)).length;
            }
            if (translation != null) {
                bytes += heard.read(translation.end()).length;
            }
            bytes += heard.rest().length;
        }
        return micros(start, (long) times * events, bytes);
    }

    /** What most events are. */
    private static double piece(Speaker speaker) {
        String begun = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                + "\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":";
        byte[] piece = (begun + "\" word\"},\"finish_reason\":null}]}\n\n").getBytes(StandardCharsets.UTF_8);
        byte[] done = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
        ChatRequest request = speaker.reader().apply(speaker.body().getBytes(StandardCharsets.UTF_8));
        int times = TIMES / 200;
        long bytes = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            AnswerStream heard = speaker.client().stream(request);
            for (int at = 0; at < PIECES; at++) {
                bytes += heard.read(piece).length;
            }
            bytes += heard.read(done).length;
        }
        return micros(start, (long) times * PIECES, bytes);
    }

    private static double micros(long start, long times, long bytes) {
        if (bytes == 0) {
            throw new IllegalStateException("nothing was said");
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / times;
    }
}
