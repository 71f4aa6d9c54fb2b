package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.ErrorBody;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.UpstreamFailure;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What vendors say when they say no, in the shapes that they say it: message, type and code are kept. */
class VendorRefusalsTest {

    private record Refusal(
            LlmProvider provider,
            String model,
            Map<String, String> headers,
            String body,
            String message,
            @Nullable String type,
            @Nullable String code) {

        @Override
        public String toString() {
            return provider.getClass().getSimpleName() + ": " + message;
        }
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal(
                        new OpenAi(),
                        "gpt-4o",
                        Map.of(),
                        "{\"error\":{\"message\":\"Too long\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}",
                        "Too long",
                        "invalid_request_error",
                        "context_length_exceeded"),
                new Refusal(
                        new AzureOpenAi(),
                        "gpt-4o",
                        Map.of(),
                        "{\"error\":{\"inner_error\":{\"code\":\"ResponsibleAIPolicyViolation\"},\"code\":\"content_filter\",\"message\":\"Filtered\",\"param\":\"prompt\",\"type\":null}}",
                        "Filtered",
                        null,
                        "content_filter"),
                new Refusal(
                        new Anthropic(),
                        "claude",
                        Map.of(),
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                        "Overloaded",
                        "overloaded_error",
                        null),
                new Refusal(
                        new GoogleGemini(),
                        "gemini-2.5-pro",
                        Map.of(),
                        "{\"error\":{\"code\":400,\"message\":\"Not from here\",\"status\":\"FAILED_PRECONDITION\"}}",
                        "Not from here",
                        "FAILED_PRECONDITION",
                        "FAILED_PRECONDITION"),
                new Refusal(
                        new GoogleVertex(),
                        "gemini-2.5-pro",
                        Map.of(),
                        "[{\"error\":{\"code\":429,\"message\":\"Exhausted\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
                        "Exhausted",
                        "RESOURCE_EXHAUSTED",
                        "RESOURCE_EXHAUSTED"),
                new Refusal(
                        new GoogleVertex(),
                        "claude-sonnet-4-5",
                        Map.of(),
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                        "Overloaded",
                        "overloaded_error",
                        "overloaded_error"),
                new Refusal(
                        new AwsBedrock(),
                        "claude",
                        Map.of(
                                "x-amzn-errortype",
                                "ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/"),
                        "{\"message\":\"Too many requests\"}",
                        "Too many requests",
                        "ThrottlingException",
                        "ThrottlingException"),
                new Refusal(
                        new AwsBedrock(),
                        "claude",
                        Map.of("x-amzn-errortype", "AccessDeniedException"),
                        "{\"Message\":\"Not authorized\"}",
                        "Not authorized",
                        "AccessDeniedException",
                        "AccessDeniedException"),
                new Refusal(
                        new Cohere(),
                        "command",
                        Map.of(),
                        "{\"id\":\"1\",\"message\":\"invalid request\"}",
                        "invalid request",
                        null,
                        null),
                new Refusal(
                        new Mistral(),
                        "mistral-large",
                        Map.of(),
                        "{\"object\":\"error\",\"message\":\"Unknown model\",\"type\":\"invalid_model\",\"param\":null,\"code\":\"1500\"}",
                        "Unknown model",
                        "invalid_model",
                        "1500"),
                new Refusal(
                        new Mistral(),
                        "mistral-large",
                        Map.of(),
                        "{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"messages\",0,\"name\"],\"msg\":\"Extra inputs are not permitted\"},{\"loc\":[\"body\",\"n\"],\"msg\":\"Too many\"}]},\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}",
                        "messages.0.name: Extra inputs are not permitted; n: Too many",
                        "invalid_request_error",
                        null),
                new Refusal(
                        new Mistral(),
                        "mistral-large",
                        Map.of(),
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"messages\"],\"msg\":\"Field required\"}]}",
                        "messages: Field required",
                        null,
                        null),
                new Refusal(
                        new Groq(),
                        "llama",
                        Map.of(),
                        "{\"error\":{\"message\":\"Failed to call a function\",\"type\":\"invalid_request_error\",\"code\":\"tool_use_failed\"}}",
                        "Failed to call a function",
                        "invalid_request_error",
                        "tool_use_failed"),
                new Refusal(
                        new Ollama(),
                        "llama",
                        Map.of(),
                        "{\"error\":\"model 'llama' not found\"}",
                        "model 'llama' not found",
                        null,
                        null),
                new Refusal(
                        new OpenAi(),
                        "served-by-vllm",
                        Map.of(),
                        "{\"object\":\"error\",\"message\":\"Longer than the model can read\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
                        "Longer than the model can read",
                        "BadRequestError",
                        "400"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalKeepsItsMessageItsTypeAndItsCode(Refusal refusal) {
        UpstreamResponse.Whole heard = heard(refusal, 429);

        assertThat(heard.status()).isEqualTo(429);
        ErrorBody said = ErrorBody.read(heard.body()).orElseThrow();
        assertThat(said.message()).isEqualTo(refusal.message());
        assertThat(said.type()).isEqualTo(refusal.type());
        assertThat(said.code()).isEqualTo(refusal.code());
    }

    static Stream<Refusal> foreignRefusals() {
        return refusals().filter(refusal -> refusal.provider() instanceof ForeignProvider);
    }

    /** Under a good status it is no answer all the same, and its words are kept. */
    @ParameterizedTest
    @MethodSource("foreignRefusals")
    void refusalUnderAGoodStatusKeepsItsWords(Refusal refusal) {
        assertThatThrownBy(() -> heard(refusal, 200))
                .hasCauseInstanceOf(UpstreamFailure.TryNext.class)
                .hasMessageContaining(refusal.message());
    }

    /** A dialect has words of its own; of its own vendor's it keeps the very one, of others' it goes by the status. */
    @ParameterizedTest
    @CsvSource({
        "GEMINI, 400, FAILED_PRECONDITION, /error/status, FAILED_PRECONDITION",
        "GEMINI, 400, invalid_request_error, /error/status, INVALID_ARGUMENT",
        "GEMINI, 529, overloaded_error, /error/status, INTERNAL",
        "ANTHROPIC, 503, overloaded_error, /error/type, overloaded_error",
        "ANTHROPIC, 401, invalid_request_error, /error/type, authentication_error",
        "ANTHROPIC, 429, ThrottlingException, /error/type, rate_limit_error",
        "OPENAI, 429, ThrottlingException, /error/type, ThrottlingException",
        "OPENAI_RESPONSES, 429, RESOURCE_EXHAUSTED, /error/type, RESOURCE_EXHAUSTED"
    })
    void typeOfARefusalIsTheVendorsWhereTheDialectHasIt(
            Dialect dialect, int status, String type, String at, String told) {
        JsonNode error = Json.object(dialect.error(status, "No", type, null, null));

        assertThat(error.at(at).asText()).isEqualTo(told);
        assertThat(error.at("/error/message").asText()).isEqualTo("No");
    }

    private static UpstreamResponse.Whole heard(Refusal refusal, int status) {
        UpstreamClient client = new UpstreamClient() {
            @Override
            public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
                return CompletableFuture.completedFuture(new UpstreamResponse.Whole(
                        status, refusal.headers(), refusal.body().getBytes(StandardCharsets.UTF_8)));
            }
        };
        if (refusal.provider() instanceof ForeignProvider foreign) {
            foreign.client = client;
            foreign.clock = InstantSource.system();
        } else if (refusal.provider() instanceof OpenAiCompatible compatible) {
            compatible.client = client;
        }
        return (UpstreamResponse.Whole) refusal.provider()
                .chat(
                        target(refusal),
                        ChatRequestReader.read(
                                "{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                                        .getBytes(StandardCharsets.UTF_8)),
                        new TraceContext("", null))
                .toCompletableFuture()
                .join();
    }

    private static Target target(Refusal refusal) {
        Model model = new Model("m", refusal.model(), List.of("chat"), null, Map.of());
        ProviderAccount account = new ProviderAccount(
                ProviderAccount.KIND
                        + '/'
                        + refusal.provider().accountTypes().iterator().next(),
                "a",
                URI.create("https://vendor.example/v1"),
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
}
