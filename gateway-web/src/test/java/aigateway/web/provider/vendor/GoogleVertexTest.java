package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.golden.Golden;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        ChatRequest request = ChatRequestReader.read(
                "{\"model\":\"v/m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
        return vertex.chat(target, request, "00-traceparent").toCompletableFuture();
    }
}
