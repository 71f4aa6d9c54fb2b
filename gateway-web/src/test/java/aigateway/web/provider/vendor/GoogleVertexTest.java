package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.gemini.GenerateContentRequest;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleVertexTest {

    private static final URI BASE =
            URI.create("https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4");

    private final List<UpstreamRequest> sent = new ArrayList<>();
    private final List<CompletableFuture<UpstreamResponse>> tokens = new ArrayList<>();
    private final GoogleVertex vertex = new GoogleVertex();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private KeyPair pair;
    private Secret key;

    @BeforeEach
    void begin() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        ObjectNode json = Json.emptyObject()
                .put("type", "service_account")
                .put("client_email", "gateway@p.iam.gserviceaccount.com")
                .put("private_key_id", "k1")
                .put("private_key", pem)
                .put("token_uri", "https://oauth2.googleapis.com/token");
        key = new Secret(new String(Json.bytes(json), StandardCharsets.UTF_8));
        UpstreamClient client = new UpstreamClient() {
            @Override
            public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
                if (request.uri().getHost().startsWith("oauth2")) {
                    sent.add(request);
                    CompletableFuture<UpstreamResponse> answer = new CompletableFuture<>();
                    tokens.add(answer);
                    return answer;
                }
                sent.add(request);
                String vendor = request.uri().getPath().contains("anthropic") ? "anthropic" : "gemini";
                return CompletableFuture.completedFuture(
                        new UpstreamResponse.Whole(200, Map.of(), Golden.bytes("answer/full." + vendor + ".json")));
            }
        };
        vertex.client = client;
        vertex.clock = () -> now;
        vertex.tokens = new GoogleTokens();
        vertex.tokens.client = client;
        vertex.tokens.clock = () -> now;
    }

    @Test
    void tokenIsFetchedOnceHoweverManyWait() throws Exception {
        CompletableFuture<UpstreamResponse> first = chat("gemini-2.5-pro");
        CompletableFuture<UpstreamResponse> second = chat("gemini-2.5-pro");
        assertThat(sent).hasSize(1);
        assertThat(first).isNotDone();

        answerToken(0, "ya29.first", 3600);

        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.join().status()).isEqualTo(200);
        assertThat(sent).hasSize(3);
        UpstreamRequest asked = sent.get(1);
        assertThat(asked.uri().toString()).isEqualTo(BASE + "/publishers/google/models/gemini-2.5-pro:generateContent");
        assertThat(asked.headers()).containsEntry("Authorization", "Bearer ya29.first");
        assertAssertion(sent.get(0));
    }

    @Test
    void tokenIsRenewedWhileTheOldOneServes() {
        chat("gemini-2.5-pro");
        answerToken(0, "ya29.first", 3600);
        now = now.plus(Duration.ofMinutes(56));

        assertThat(chat("gemini-2.5-pro")).isDone();
        assertThat(chat("gemini-2.5-pro")).isDone();
        assertThat(tokens).hasSize(2);
        assertThat(last().headers()).containsEntry("Authorization", "Bearer ya29.first");

        answerToken(1, "ya29.second", 3600);
        chat("gemini-2.5-pro");
        assertThat(last().headers()).containsEntry("Authorization", "Bearer ya29.second");
    }

    @Test
    void refusedServiceAccountFailsTheRequestAndIsAskedAgainNextTime() {
        CompletableFuture<UpstreamResponse> failed = chat("gemini-2.5-pro");
        tokens.get(0)
                .complete(new UpstreamResponse.Whole(
                        400, Map.of(), "{\"error\":\"invalid_grant\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(failed).isCompletedExceptionally();
        assertThat(failed.handle((answer, failure) -> String.valueOf(failure)).join())
                .contains("invalid_grant");
        chat("gemini-2.5-pro");
        assertThat(tokens).hasSize(2);
    }

    @Test
    void silentTokenEndpointIsLeftAndAskedAgainNextTime() {
        vertex.tokens.tokens = new Renewals<>(Duration.ofMillis(50));
        CompletableFuture<UpstreamResponse> failed = chat("gemini-2.5-pro");

        assertThat(failed)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("no token or key was given");
        assertThat(tokens.get(0))
                .as("its connection is closed by it")
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .isNotInstanceOf(TimeoutException.class);
        chat("gemini-2.5-pro");
        assertThat(tokens).hasSize(2);
    }

    @Test
    void whoeverGivesUpWaitingForATokenSendsNothing() {
        CompletableFuture<UpstreamResponse> given = chat("gemini-2.5-pro");
        given.cancel(true);
        answerToken(0, "ya29.first", 3600);

        assertThat(sent).hasSize(1);
    }

    @Test
    void anthropicsModelsAreSpokenToInTheirWords() {
        CompletableFuture<UpstreamResponse> answer = chat("claude-sonnet-4-5@20250929");
        answerToken(0, "ya29.first", 3600);

        assertThat(last().uri().toString())
                .isEqualTo(BASE + "/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict");
        ObjectNode body = Json.object(last().body());
        assertThat(body.path("anthropic_version").asText()).isEqualTo("vertex-2023-10-16");
        assertThat(body.has("model")).isFalse();
        assertThat(body.path("max_tokens").asInt()).isEqualTo(50);
        UpstreamResponse.Whole whole = (UpstreamResponse.Whole) answer.join();
        assertThat(Json.object(whole.body()).path("choices")).isNotEmpty();
    }

    /** Google's client and Google's model: nothing is retold, whichever of Google's addresses it is. */
    @Test
    void geminisClientIsHeardAsItIs() {
        String asked =
                "{\"contents\": [{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}], \"safetySettings\":[{\"category\":\"HARM\"}],\"tools\":[{\"googleSearch\":{}}]}";
        CompletableFuture<UpstreamResponse> answer = ask(
                "gemini-2.5-pro", GenerateContentRequest.read(asked.getBytes(StandardCharsets.UTF_8), "v/m", false));
        answerToken(0, "ya29.first", 3600);

        assertThat(new String(last().body(), StandardCharsets.UTF_8)).isEqualTo(asked);
        assertThat(((UpstreamResponse.Whole) answer.join()).body()).isEqualTo(Golden.bytes("answer/full.gemini.json"));
    }

    /** From 3 on the model gives its calls ids itself, and wants them back with its signature. */
    @Test
    void callsWithIdsAreHeardAsTheyAreByModelsThatKnowThem() {
        String asked = "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"x\",\"name\":\"f\"},"
                + "\"thoughtSignature\":\"SIG\"}]}]}";
        ask(
                "gemini-3.1-pro-preview",
                GenerateContentRequest.read(asked.getBytes(StandardCharsets.UTF_8), "v/m", false));
        answerToken(0, "ya29.first", 3600);

        assertThat(new String(last().body(), StandardCharsets.UTF_8)).isEqualTo(asked);
    }

    /** What only Google's other address takes is retold in the words that both take. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"parts\":[{\"text\":\"Hi\"}]}",
                "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"call_9\",\"name\":\"f\",\"args\":{}}}]}",
                "{\"role\":\"model\",\"parts\":[{\"function_call\":{\"id\":\"call_9\",\"name\":\"f\",\"args\":{}}}]}",
                "{\"role\":\"model\",\"parts\":[{\"function_call\":{\"name\":\"f\",\"args\":{}}}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"function_response\":{\"id\":\"call_1\",\"name\":\"f\",\"response\":{}}}]}"
            })
    void turnsWithoutARoleAndCallsWithAnIdAreRetold(String content) {
        ask(
                "gemini-2.5-pro",
                GenerateContentRequest.read(
                        ("{\"contents\":[" + content + "]}").getBytes(StandardCharsets.UTF_8), "v/m", false));
        answerToken(0, "ya29.first", 3600);

        ObjectNode body = Json.object(last().body());
        assertThat(body.at("/contents/0/role").asText()).isIn("user", "model");
        assertThat(body.findValue("id")).isNull();
        assertThat(body.findValue("functionCall") != null).isEqualTo(content.contains("args"));
        assertThat(body.findValue("functionResponse") != null).isEqualTo(content.contains("response"));
    }

    @Test
    void anthropicsClientIsHeardAsItIsByClaude() {
        String asked =
                "{\"max_tokens\":50, \"model\":\"v/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"cache_control\":{\"type\":\"ephemeral\"}}]}],\"top_k\":5}";
        CompletableFuture<UpstreamResponse> answer = ask(
                "claude-sonnet-4-5@20250929",
                MessagesRequest.read(
                        asked.getBytes(StandardCharsets.UTF_8),
                        Map.of("anthropic-beta", "interleaved-thinking-2025-05-14")));
        answerToken(0, "ya29.first", 3600);

        assertThat(new String(last().body(), StandardCharsets.UTF_8))
                .isEqualTo(asked.replace("\"model\":\"v/m\"", "\"anthropic_version\":\"vertex-2023-10-16\""));
        assertThat(last().headers()).containsEntry("anthropic-beta", "interleaved-thinking-2025-05-14");
        assertThat(((UpstreamResponse.Whole) answer.join()).body())
                .isEqualTo(Golden.bytes("answer/full.anthropic.json"));
    }

    /** One beta too many is enough for Vertex AI to refuse the request, and Anthropic's clients send them unasked. */
    @Test
    void betasThatVertexDoesNotKnowStayBehindAndAreNamed() {
        String asked = "{\"model\":\"v/m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        CompletableFuture<UpstreamResponse> answer = ask(
                "claude-sonnet-4-5@20250929",
                MessagesRequest.read(
                        asked.getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "anthropic-version",
                                "2023-06-01",
                                "anthropic-beta",
                                "claude-code-20250219, context-management-2025-06-27,effort-2025-11-24")));
        answerToken(0, "ya29.first", 3600);

        assertThat(last().headers())
                .containsEntry("anthropic-beta", "context-management-2025-06-27")
                .doesNotContainKey("anthropic-version");
        assertThat(new String(last().body(), StandardCharsets.UTF_8))
                .isEqualTo(asked.replace("\"model\":\"v/m\"", "\"anthropic_version\":\"vertex-2023-10-16\""));
        assertThat(answer.join().headers())
                .containsEntry(
                        DroppedFields.HEADER, "anthropic-beta.claude-code-20250219,anthropic-beta.effort-2025-11-24");
    }

    @Test
    void headerWithoutABetaOfVertexDoesNotGo() {
        ask(
                "claude-sonnet-4-5@20250929",
                MessagesRequest.read(
                        "{\"model\":\"v/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of("anthropic-beta", "prompt-caching-scope-2026-01-05")));
        answerToken(0, "ya29.first", 3600);

        assertThat(last().headers()).doesNotContainKey("anthropic-beta");
    }

    /** Each of Anthropic's own is taken out, and what stands beside it stays. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'container':{'id':'c'} | | container",
                "'mcp_servers':[],'speed':'fast' | | mcp_servers,speed",
                "'output_config':{'effort':'low','task_budget':{}} | 'output_config':{'effort':'low'} | output_config.task_budget",
                "'system':[{'type':'text','text':'x','cache_control':{'type':'ephemeral','ttl':'1h','scope':'global'}}] "
                        + "| 'system':[{'type':'text','text':'x','cache_control':{'type':'ephemeral','ttl':'1h'}}] | cache_control.scope",
                "'tools':[{'type':'code_execution_20250825','name':'run'}],'tool_choice':{'type':'auto'} | | tools.run,tool_choice",
                "'tools':[{'type':'web_fetch_20250910','name':'fetch'},{'name':'f','strict':true,'defer_loading':true}],'tool_choice':{'type':'tool','name':'fetch'} "
                        + "| 'tools':[{'name':'f'}] | tools.fetch,tools.strict,tools.defer_loading,tool_choice",
                "'tools':[{'type':'bash_20250124','name':'bash'}],'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'} "
                        + "| 'tools':[{'type':'bash_20250124','name':'bash'}],'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'} |",
                "'context_management':{} | | context_management"
            })
    void fieldsThatOnlyAnthropicItselfHasStayBehindAndAreNamed(
            String sent, @Nullable String taken, @Nullable String dropped) {
        String turns = "{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':"
                + "[{'type':'text','text':'Hi','cache_control':{'type':'ephemeral'}}]}]}],";
        CompletableFuture<UpstreamResponse> answer = ask(
                "claude-opus-4-6",
                MessagesRequest.read(
                        (turns + "'model':'v/m'," + sent + "}")
                                .replace('\'', '"')
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of()));
        answerToken(0, "ya29.first", 3600);

        String expected = turns + "'anthropic_version':'vertex-2023-10-16'" + (taken == null ? "" : "," + taken) + "}";
        assertThat(Json.object(last().body()))
                .isEqualTo(Json.object(expected.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.join().headers().get(DroppedFields.HEADER)).isEqualTo(dropped);
    }

    /** Of two fields of one name each reader takes the one it likes. */
    @Test
    void versionOfTheProtocolIsSaidOnceAndByTheGateway() {
        String asked = "{\"anthropic_version\":\"bedrock-2023-05-31\",\"model\":\"v/m\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        CompletableFuture<UpstreamResponse> answer =
                ask("claude-opus-4-6", MessagesRequest.read(asked.getBytes(StandardCharsets.UTF_8), Map.of()));
        answerToken(0, "ya29.first", 3600);

        assertThat(new String(last().body(), StandardCharsets.UTF_8)).containsOnlyOnce("anthropic_version");
        assertThat(Json.object(last().body()).path("anthropic_version").asText())
                .isEqualTo("vertex-2023-10-16");
        assertThat(answer.join().headers()).doesNotContainKey(DroppedFields.HEADER);
    }

    /** Tools that wait until they are found are for those who let the model search. */
    @ParameterizedTest
    @ValueSource(strings = {"tool-search-tool-2025-10-19", "advanced-tool-use-2025-11-20"})
    void toolsAreSearchedForWhereVertexIsToldSo(String beta) {
        String asked =
                "{\"model\":\"v/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"type\":\"tool_search_tool_regex_20251119\","
                        + "\"name\":\"tool_search_tool_regex\"},{\"name\":\"f\",\"defer_loading\":true}]}";
        ask(
                "claude-opus-4-6",
                MessagesRequest.read(asked.getBytes(StandardCharsets.UTF_8), Map.of("anthropic-beta", beta)));
        answerToken(0, "ya29.first", 3600);

        assertThat(last().headers()).containsEntry("anthropic-beta", "tool-search-tool-2025-10-19");
        assertThat(new String(last().body(), StandardCharsets.UTF_8))
                .contains("tool_search_tool_regex", "defer_loading");
    }

    /** What Anthropic has for everybody is to be asked for there. */
    @Test
    void searchOfTheWebBringsItsBeta() {
        String asked = "{\"model\":\"v/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],\"context_management\":{}}";
        ask(
                "claude-opus-4-6",
                MessagesRequest.read(
                        asked.getBytes(StandardCharsets.UTF_8),
                        Map.of("anthropic-beta", "context-management-2025-06-27")));
        answerToken(0, "ya29.first", 3600);

        assertThat(last().headers())
                .containsEntry("anthropic-beta", "context-management-2025-06-27,web-search-2025-03-05");
        assertThat(new String(last().body(), StandardCharsets.UTF_8))
                .contains("web_search_20250305", "context_management");
    }

    @Test
    void conversationWithToolsOfAnthropicsOwnHouseIsRetold() {
        String asked = "{\"model\":\"v/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"mcp_tool_use\",\"id\":\"m\"},{\"type\":\"text\",\"text\":\"It is.\"}]},"
                + "{\"role\":\"user\",\"content\":\"Is it?\"}]}";
        ask("claude-opus-4-6", MessagesRequest.read(asked.getBytes(StandardCharsets.UTF_8), Map.of()));
        answerToken(0, "ya29.first", 3600);

        assertThat(new String(last().body(), StandardCharsets.UTF_8))
                .contains("It is.")
                .doesNotContain("mcp_tool_use");
    }

    private UpstreamRequest last() {
        return sent.get(sent.size() - 1);
    }

    private void answerToken(int index, String token, int seconds) {
        tokens.get(index)
                .complete(new UpstreamResponse.Whole(
                        200,
                        Map.of(),
                        ("{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds
                                        + ",\"token_type\":\"Bearer\"}")
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private void assertAssertion(UpstreamRequest request) throws Exception {
        assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
        String form = URLDecoder.decode(new String(request.body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(form).startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
        String[] parts = form.substring(form.lastIndexOf('=') + 1).split("\\.");
        ObjectNode claims = Json.object(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("gateway@p.iam.gserviceaccount.com");
        assertThat(claims.path("aud").asText()).isEqualTo("https://oauth2.googleapis.com/token");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(pair.getPublic());
        verifier.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private CompletableFuture<UpstreamResponse> chat(String modelId) {
        return ask(
                modelId,
                ChatRequestReader.read(
                        "{\"model\":\"v/m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private CompletableFuture<UpstreamResponse> ask(String modelId, ChatRequest request) {
        Model model = new Model("m", modelId, List.of("chat"), null, Map.of());
        ProviderAccount account = new ProviderAccount(
                "provider-account/google-vertex",
                "v",
                BASE,
                new AuthData(AuthData.SERVICE_ACCOUNT, null, null, null, null, null, key),
                List.of(),
                List.of(model),
                Map.of(),
                null);
        Target target = new Target(
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
        return vertex.chat(target, request, new TraceContext("00-traceparent", null))
                .toCompletableFuture();
    }
}
