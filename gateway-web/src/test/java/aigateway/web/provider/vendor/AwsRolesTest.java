package aigateway.web.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.HeadersOverride;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsRolesTest {

    private static final String ARN = "arn:aws:iam::123456789012:role/models";

    private final AwsRoles roles = new AwsRoles();
    private final List<UpstreamRequest> sent = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private UpstreamResponse answer = given("ASIA1");

    @BeforeEach
    void begin() {
        roles.client = new UpstreamClient() {
            @Override
            public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
                sent.add(request);
                return CompletableFuture.completedFuture(answer);
            }
        };
        roles.clock = () -> now;
        roles.settings = settings::get;
    }

    @Test
    void roleIsAssumedOnceWithTheAccountsKeyAndAgainBeforeItsEnd() {
        ProviderAccount account = account(role("AKIA", "S", "customer-7"));

        AwsKey key = key(account);
        key(account);

        assertThat(key).isEqualTo(new AwsKey("ASIA1", "secret/1+=", "token//+", "eu-central-1"));
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).uri()).hasToString("https://sts.eu-central-1.amazonaws.com/");
        assertThat(form())
                .contains(
                        "Action=AssumeRole&",
                        "ExternalId=customer-7",
                        "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fmodels");
        assertThat(sent.get(0).headers().get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIA/20261120/eu-central-1/sts/aws4_request");

        answer = given("ASIA2");
        now = now.plus(Duration.ofMinutes(56));
        key(account);
        assertThat(key(account).id()).isEqualTo("ASIA2");
        assertThat(sent).hasSize(2);
    }

    @Test
    void whoeverGivesNoKeyIsLeftAndAskedAgainNextTime() {
        CompletableFuture<UpstreamResponse> silent = new CompletableFuture<>();
        UpstreamClient answering = roles.client;
        roles.client = new UpstreamClient() {
            @Override
            public CompletableFuture<UpstreamResponse> send(UpstreamRequest request) {
                return silent;
            }
        };
        roles.assumed = new Renewals<>(Duration.ofMillis(50));
        ProviderAccount account = account(role("AKIA", "S", null));

        assertThat(roles.of(account).orElseThrow())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("no token or key was given");

        assertThat(silent)
                .as("its connection is closed by it")
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .isNotInstanceOf(TimeoutException.class);
        roles.client = answering;
        assertThat(key(account).id()).isEqualTo("ASIA1");
    }

    @Test
    void roleOfAnAccountWithoutAKeyIsAssumedWithTheProcesss() {
        ProviderAccount account = account(role(null, null, null));
        assertThat(failure(account)).hasMessageContaining("AWS_ACCESS_KEY_ID is not set");

        settings.putAll(Map.of("AWS_ACCESS_KEY_ID", "P", "AWS_SECRET_ACCESS_KEY", "S"));
        assertThat(key(account).id()).isEqualTo("ASIA1");
        assertThat(sent.get(0).headers().get("Authorization")).contains("Credential=P/");
        assertThat(form()).doesNotContain("ExternalId");
    }

    @Test
    void processThatHasATokenOfItsPlatformShowsItUnsigned(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "eyJ.a.b\n");
        settings.putAll(Map.of("AWS_ROLE_ARN", ARN, "AWS_WEB_IDENTITY_TOKEN_FILE", file.toString()));
        settings.put("AWS_ENDPOINT_URL_STS", "http://localhost:1/sts");

        assertThat(key(account(null)).session()).isEqualTo("token//+");

        assertThat(sent.get(0).uri()).hasToString("http://localhost:1/sts");
        assertThat(sent.get(0).headers()).doesNotContainKey("Authorization");
        assertThat(form()).contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=eyJ.a.b");
        Files.delete(file);
        now = now.plus(Duration.ofHours(2));
        assertThat(failure(account(null))).hasMessageContaining("AWS_WEB_IDENTITY_TOKEN_FILE");
        Files.writeString(file, "eyJ.a.b");
        settings.put("AWS_ENDPOINT_URL_STS", "no address");
        assertThat(failure(account(null))).hasMessageContaining("no address");
        settings.remove("AWS_ENDPOINT_URL_STS");
        assertThat(key(account(null)).id()).isEqualTo("ASIA1");
    }

    @Test
    void requestsOfAnAccountWithoutCredentialsShowTheProcesss() {
        AwsBedrock bedrock = new AwsBedrock();
        bedrock.roles = roles;
        Target target = new Target(
                account(null),
                new Model("m", null, List.of("chat"), null, Map.of()),
                100,
                0,
                new RetryConfig(0, 0, List.of()),
                Set.of(),
                Set.of(),
                false,
                Map.of(),
                new HeadersOverride(Map.of(), List.of()));
        RequestHeaders without = new RequestHeaders(false, new TraceContext("00-1-1-01", null));
        bedrock.sign(without, target);
        settings.put("AWS_BEARER_TOKEN_BEDROCK", "bedrock-key");
        RequestHeaders with = new RequestHeaders(false, new TraceContext("00-1-1-01", null));
        bedrock.sign(with, target);

        assertThat(without.of(target)).doesNotContainKey("Authorization");
        assertThat(with.of(target)).containsEntry("Authorization", "Bearer bedrock-key");
    }

    @Test
    void processesKeyComesBeforeItsRole() {
        settings.putAll(Map.of("AWS_ROLE_ARN", ARN, "AWS_WEB_IDENTITY_TOKEN_FILE", "nowhere"));
        settings.putAll(Map.of("AWS_ACCESS_KEY_ID", "P", "AWS_SECRET_ACCESS_KEY", "S"));

        assertThat(key(account(null)).id()).isEqualTo("P");
        assertThat(sent).isEmpty();
    }

    @Test
    void refusalIsToldWithoutWhatAwsSaid() {
        answer = whole(
                403,
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: canary</Message></Error></ErrorResponse>");

        assertThat(failure(account(role("AKIA", "S", null))))
                .hasMessageContaining("AccessDenied")
                .hasMessageContaining(ARN)
                .hasMessageNotContaining("canary");
        answer = given("ASIA3");
        assertThat(key(account(role("AKIA", "S", null))).id()).isEqualTo("ASIA3");
    }

    private String form() {
        return new String(sent.get(0).body(), StandardCharsets.US_ASCII) + '&';
    }

    private AwsKey key(ProviderAccount account) {
        return roles.of(account).map(CompletableFuture::join).orElseThrow();
    }

    private Throwable failure(ProviderAccount account) {
        Optional<CompletableFuture<AwsKey>> key = roles.of(account);
        Throwable thrown = key.orElseThrow().handle((value, failure) -> failure).join();
        return thrown.getCause() == null ? thrown : thrown.getCause();
    }

    private static AuthData role(@Nullable String id, @Nullable String secret, @Nullable String external) {
        return new AuthData(
                AuthData.AWS_ASSUME_ROLE,
                null,
                id == null ? null : new Secret(id),
                secret == null ? null : new Secret(secret),
                null,
                "eu-central-1",
                null,
                ARN,
                external);
    }

    private static ProviderAccount account(@Nullable AuthData auth) {
        URI address = URI.create("https://bedrock-runtime.eu-central-1.amazonaws.com");
        return new ProviderAccount(
                "provider-account/aws-bedrock", "a", address, auth, List.of(), List.of(), Map.of(), null);
    }

    private static UpstreamResponse given(String id) {
        return whole(
                200,
                "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\n"
                        + "<AccessKeyId>" + id + "</AccessKeyId><SecretAccessKey>secret/1+=</SecretAccessKey>"
                        + "<SessionToken>\n token//+ \n</SessionToken><Expiration>2026-11-20T"
                        + (id.equals("ASIA1") ? "13" : "14") + ":00:00Z</Expiration>"
                        + "</Credentials></AssumeRoleResult></AssumeRoleResponse>");
    }

    private static UpstreamResponse whole(int status, String body) {
        return new UpstreamResponse.Whole(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
