package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.ProviderType;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.cohere.CohereClient;
import aigateway.web.cohere.CohereRequest;
import aigateway.web.completions.CompletionsClient;
import aigateway.web.completions.CompletionsRequest;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.gemini.GenerateContentRequest;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.provider.http.UpstreamStream;
import aigateway.web.responses.ResponsesClient;
import aigateway.web.responses.ResponsesRequest;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect reaches every provider, streamed and not; the README's table of them is held against what is found. */
class DialectsByProvidersTest {

    /** How a vendor is met: its class, where its requests go, how the key is shown, which recorded answers it gives. */
    private record Vendor(
            ProviderType type, LlmProvider provider, String base, String url, String key, String recorded) {

        String url(boolean asResponses) {
            return asResponses ? url.replace("chat/completions", "responses") : url;
        }

        String streamUrl(boolean asResponses) {
            return url(asResponses)
                    .replace(":generateContent", ":streamGenerateContent?alt=sse")
                    .replace("/converse", "/converse-stream");
        }

        @Override
        public String toString() {
            return type.id();
        }
    }

    private enum Speaker {
        OPENAI_CHAT("OpenAI chat completions", OpenAiClient.INSTANCE, "choices", "data: [DONE]"),
        OPENAI_RESPONSES("OpenAI Responses", ResponsesClient.INSTANCE, "output", "\"output_tokens_details\""),
        OPENAI_COMPLETIONS("OpenAI completions", CompletionsClient.INSTANCE, "choices", "data: [DONE]"),
        ANTHROPIC_MESSAGES("Anthropic Messages", MessagesClient.INSTANCE, "content", "event: message_stop"),
        GEMINI("Gemini generateContent", GeminiClient.INSTANCE, "candidates", "\"finishReason\""),
        COHERE("Cohere chat v2", CohereClient.INSTANCE, "message", "event: message-end");

        private final String name;
        private final ClientDialect client;
        private final String content;
        private final String end;

        Speaker(String name, ClientDialect client, String content, String end) {
            this.name = name;
            this.client = client;
            this.content = content;
            this.end = end;
        }

        ChatRequest asks(boolean stream) {
            if (this == OPENAI_CHAT) {
                return ChatRequestReader.read(
                        ("{\"model\":\"a/m\",\"max_completion_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Bonjour\"}],"
                                        + "\"stream\":" + stream + ",\"stream_options\":{\"include_usage\":true}}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            if (this == OPENAI_RESPONSES) {
                return ResponsesRequest.read(
                        ("{\"model\":\"a/m\",\"max_output_tokens\":50,\"input\":\"Bonjour\",\"stream\":" + stream + "}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            if (this == OPENAI_COMPLETIONS) {
                return CompletionsRequest.read(
                        ("{\"model\":\"a/m\",\"max_tokens\":50,\"prompt\":\"Bonjour\",\"stream\":" + stream + "}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            if (this == COHERE) {
                return CohereRequest.read(
                        ("{\"model\":\"a/m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Bonjour\"}],\"stream\":"
                                        + stream + "}")
                                .getBytes(StandardCharsets.UTF_8));
            }
            if (this == GEMINI) {
                return GenerateContentRequest.read(
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Bonjour\"}]}]}"
                                .getBytes(StandardCharsets.UTF_8),
                        "a/m",
                        stream);
            }
            return MessagesRequest.read(
                    ("{\"model\":\"a/m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Bonjour\"}],\"stream\":"
                                    + stream + "}")
                            .getBytes(StandardCharsets.UTF_8),
                    Map.of("anthropic-beta", "some-beta"));
        }
    }

    /** Keeps what was sent and answers what was recorded. */
    private static final class Recorded extends UpstreamClient {
        private final String recorded;

        @Nullable
        UpstreamRequest sent;

        Recorded(String recorded) {
            this.recorded = recorded;
        }

        @Override
        public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
            sent = request;
            String name = request.uri().getPath().endsWith("/responses") ? "responses" : recorded;
            return CompletableFuture.completedFuture(
                    request.streaming()
                            ? new UpstreamResponse.Streaming(
                                    200, Map.of(), new Bytes(Golden.bytes("stream/full." + name + ".events")))
                            : new UpstreamResponse.Whole(200, Map.of(), Golden.bytes("answer/full." + name + ".json")));
        }
    }

    /** A stream that comes in pieces of a size that fits nothing. */
    private record Bytes(byte[] all) implements UpstreamStream {

        @Override
        public void flowTo(Sink sink) {
            for (int at = 0; at < all.length; at += 13) {
                sink.bytes(Arrays.copyOfRange(all, at, Math.min(all.length, at + 13)));
            }
            sink.end();
        }

        @Override
        public void taken(int bytes) {}

        @Override
        public void cancel() {}
    }

    static Stream<Vendor> vendors() {
        return Stream.of(
                new Vendor(
                        ProviderType.OPENAI,
                        new OpenAi(),
                        "",
                        "https://api.openai.com/v1/chat/completions",
                        "Authorization: Bearer key",
                        "openai"),
                new Vendor(
                        ProviderType.AZURE_OPENAI,
                        new AzureOpenAi(),
                        "https://r.openai.azure.com",
                        "https://r.openai.azure.com/openai/deployments/up-stream/chat/completions?api-version=2024-10-21",
                        "api-key: key",
                        "azure"),
                new Vendor(
                        ProviderType.ANTHROPIC,
                        new Anthropic(),
                        "",
                        "https://api.anthropic.com/v1/messages",
                        "x-api-key: key",
                        "anthropic"),
                new Vendor(
                        ProviderType.GOOGLE_GEMINI,
                        new GoogleGemini(),
                        "",
                        "https://generativelanguage.googleapis.com/v1beta/models/up-stream:generateContent",
                        "x-goog-api-key: key",
                        "gemini"),
                new Vendor(
                        ProviderType.GOOGLE_VERTEX,
                        new GoogleVertex(),
                        "https://aiplatform.googleapis.com/v1/projects/p/locations/global",
                        "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google/models/up-stream:generateContent",
                        "Authorization: Bearer key",
                        "gemini"),
                new Vendor(
                        ProviderType.AWS_BEDROCK,
                        new AwsBedrock(),
                        "https://bedrock-runtime.eu-central-1.amazonaws.com",
                        "https://bedrock-runtime.eu-central-1.amazonaws.com/model/up-stream/converse",
                        "Authorization: Bearer key",
                        "bedrock"),
                new Vendor(
                        ProviderType.COHERE,
                        new Cohere(),
                        "",
                        "https://api.cohere.com/v2/chat",
                        "Authorization: Bearer key",
                        "cohere"),
                new Vendor(
                        ProviderType.MISTRAL,
                        new Mistral(),
                        "",
                        "https://api.mistral.ai/v1/chat/completions",
                        "Authorization: Bearer key",
                        "mistral"),
                new Vendor(
                        ProviderType.GROQ,
                        new Groq(),
                        "",
                        "https://api.groq.com/openai/v1/chat/completions",
                        "Authorization: Bearer key",
                        "groq"),
                new Vendor(
                        ProviderType.OLLAMA,
                        new Ollama(),
                        "http://ollama.example:11434",
                        "http://ollama.example:11434/v1/chat/completions",
                        "Authorization: Bearer key",
                        "ollama"),
                new Vendor(
                        ProviderType.SELF_HOSTED,
                        new OpenAi(),
                        "http://vllm.example/v1",
                        "http://vllm.example/v1/chat/completions",
                        "Authorization: Bearer key",
                        "vllm"),
                new Vendor(ProviderType.ECHO, new Echo(), "", "echo:", "", ""));
    }

    private static Target target(Vendor vendor) {
        Model model = new Model("m", "up-stream", List.of("chat"), null, Map.of());
        ProviderAccount account = new ProviderAccount(
                ProviderAccount.KIND + '/' + vendor.type().id(),
                "a",
                vendor.base().isEmpty() ? null : URI.create(vendor.base()),
                new AuthData("api-key", new Secret("key")),
                List.of(),
                List.of(model),
                Map.of(),
                null);
        return new Target(
                account,
                model,
                1,
                0,
                new RetryConfig(0, 1, List.of()),
                Set.of(),
                Set.of(),
                true,
                Map.of(),
                new HeadersOverride(Map.of(), List.of()));
    }

    private static Recorded listen(Vendor vendor) {
        Recorded client = new Recorded(vendor.recorded());
        if (vendor.provider() instanceof ForeignProvider foreign) {
            foreign.client = client;
            foreign.clock = InstantSource.system();
        } else if (vendor.provider() instanceof OpenAiCompatible compatible) {
            compatible.client = client;
        }
        return client;
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void wholeAnswersReachEveryClient(Vendor vendor) throws Exception {
        for (Speaker speaker : Speaker.values()) {
            Recorded upstream = listen(vendor);
            ChatRequest request = speaker.asks(false);
            UpstreamResponse.Whole whole = (UpstreamResponse.Whole) vendor.provider()
                    .chat(target(vendor), request, new TraceContext("00-traceparent", null))
                    .toCompletableFuture()
                    .get();
            boolean asIs = vendor.provider().takesAsIs(target(vendor), request);
            byte[] said = asIs ? whole.body() : speaker.client.answer(whole.body(), request);

            ObjectNode answer = Json.object(said);
            String text = answer.path(speaker.content).toString();
            assertThat(text).as("%s hears", speaker).contains(vendor.type() == ProviderType.ECHO ? "Bonjour" : "Voilà");
            assertSent(vendor, speaker, upstream, false);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void streamsReachEveryClient(Vendor vendor) throws Exception {
        for (Speaker speaker : Speaker.values()) {
            Recorded upstream = listen(vendor);
            ChatRequest request = speaker.asks(true);
            UpstreamResponse.Streaming streaming = (UpstreamResponse.Streaming) vendor.provider()
                    .chat(target(vendor), request, new TraceContext("00-traceparent", null))
                    .toCompletableFuture()
                    .get();
            AnswerStream stream = vendor.provider().takesAsIs(target(vendor), request)
                    ? speaker.client.streamAsIs(request)
                    : speaker.client.stream(request);

            String said = told(streaming.stream(), stream);

            assertThat(stream.isComplete()).isTrue();
            assertThat(stream.usage()).isNotNull();
            if (vendor.provider() instanceof OpenAiCompatible && !asResponses(vendor, speaker, true)) {
                assertThat(stream.usage().inputTokens()).isEqualTo(100);
                assertThat(stream.usage().outputTokens()).isEqualTo(20);
            }
            assertThat(stream.hasContent()).isTrue();
            assertThat(said)
                    .as("%s hears", speaker)
                    .contains(vendor.type() == ProviderType.ECHO ? "Bonjour" : "Voi")
                    .contains(speaker.end);
            assertThatACallIsWhole(vendor, speaker, said);
            assertSent(vendor, speaker, upstream, true);
        }
    }

    /** Of servers that speak OpenAI's protocol each in its own way; a prompt's completion calls nothing. */
    private static void assertThatACallIsWhole(Vendor vendor, Speaker speaker, String said) {
        if (vendor.provider() instanceof OpenAiCompatible && speaker != Speaker.OPENAI_COMPLETIONS) {
            assertThat(said)
                    .as("%s hears", speaker)
                    .contains("look_up")
                    .contains("what")
                    .contains("cat");
            if (speaker == Speaker.ANTHROPIC_MESSAGES) {
                assertThat(said).contains("\"stop_reason\":\"tool_use\"");
            }
        }
    }

    /** Whether the vendor is asked for a response as the client asks, and not for a chat. */
    private static boolean asResponses(Vendor vendor, Speaker speaker, boolean stream) {
        return speaker == Speaker.OPENAI_RESPONSES && vendor.provider().takesAsIs(target(vendor), speaker.asks(stream));
    }

    private static String told(UpstreamStream upstream, AnswerStream stream) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        upstream.flowTo(new UpstreamStream.Sink() {
            @Override
            public void bytes(byte[] bytes) {
                said.writeBytes(stream.read(bytes));
            }

            @Override
            public void end() {
                assertThat(stream.isComplete()).isTrue();
                said.writeBytes(stream.rest());
            }

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void assertSent(Vendor vendor, Speaker speaker, Recorded upstream, boolean stream) {
        UpstreamRequest sent = upstream.sent;
        if (vendor.type() == ProviderType.ECHO) {
            assertThat(sent).isNull();
            return;
        }
        assertThat(sent).isNotNull();
        boolean asResponses = asResponses(vendor, speaker, stream);
        assertThat(sent.uri().toString()).isEqualTo(stream ? vendor.streamUrl(asResponses) : vendor.url(asResponses));
        assertThat(vendor.provider()
                        .server(target(vendor), speaker.asks(stream))
                        .url())
                .isEqualTo(sent.uri().toString());
        String[] key = vendor.key().split(": ");
        assertThat(sent.headers()).containsEntry(key[0], key[1]).containsEntry("traceparent", "00-traceparent");
        String body = new String(sent.body(), StandardCharsets.UTF_8);
        assertThat(body).contains("Bonjour").doesNotContain("a/m");
        if (vendor.provider() instanceof ForeignProvider) {
            assertThat(body).doesNotContain("stream_options");
        }
        if (!sent.uri().getPath().contains("up-stream")) {
            assertThat(body).contains("up-stream");
        }
    }

    @Test
    void everyVendorThatManifestsMayNameIsSpokenTo() {
        assertThat(vendors().map(Vendor::type)).containsExactlyInAnyOrder(ProviderType.values());
        vendors().forEach(vendor -> assertThat(vendor.provider().accountTypes())
                .contains(vendor.type().id()));
    }

    @Test
    void azuresNewerAddressesAreOpenAis() {
        AzureOpenAi azure = new AzureOpenAi();
        for (Map.Entry<String, String> address : new LinkedHashMap<>(
                        Map.of(
                                "https://r.openai.azure.com/openai/v1",
                                "https://r.openai.azure.com/openai/v1/chat/completions",
                                "https://r.openai.azure.com/openai/",
                                "https://r.openai.azure.com/openai/deployments/up-stream/chat/completions?api-version=2024-10-21"))
                .entrySet()) {
            Vendor vendor = new Vendor(
                    ProviderType.AZURE_OPENAI, azure, address.getKey(), address.getValue(), "api-key: key", "openai");
            assertThat(azure.server(target(vendor), Speaker.OPENAI_CHAT.asks(false))
                            .url())
                    .isEqualTo(address.getValue());
        }
    }

    @Test
    void headersOfTheDialectTravelWithItsBody() throws Exception {
        Vendor anthropic = vendors()
                .filter(vendor -> vendor.type() == ProviderType.ANTHROPIC)
                .findFirst()
                .orElseThrow();
        Recorded upstream = listen(anthropic);
        anthropic
                .provider()
                .chat(target(anthropic), Speaker.ANTHROPIC_MESSAGES.asks(false), new TraceContext("", null))
                .toCompletableFuture()
                .get();

        assertThat(upstream.sent).isNotNull();
        assertThat(upstream.sent.headers())
                .containsEntry("anthropic-beta", "some-beta")
                .containsEntry("anthropic-version", "2023-06-01");
    }

    @Test
    void readmeTellsWhatIsSo() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        assertThat(readme).contains(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| client speaks |");
        List<Vendor> vendors = vendors().collect(Collectors.toList());
        vendors.forEach(vendor -> table.append(" `").append(vendor.type().id()).append("` |"));
        table.append("\n|---|").append("---|".repeat(vendors.size())).append('\n');
        for (Speaker speaker : Speaker.values()) {
            table.append("| ").append(speaker.name).append(" |");
            for (Vendor vendor : vendors) {
                boolean bytes = speaker == Speaker.OPENAI_CHAT
                        ? !(vendor.provider() instanceof ForeignProvider)
                        : vendor.provider().takesAsIs(target(vendor), speaker.asks(false));
                table.append(bytes ? " as it is |" : " translated |");
            }
            table.append('\n');
        }
        return table.toString();
    }
}
