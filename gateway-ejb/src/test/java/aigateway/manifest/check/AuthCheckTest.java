package aigateway.manifest.check;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.document.Problem;
import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.ProviderType;
import aigateway.manifest.type.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthCheckTest {

    private static final URI FRANKFURT = URI.create("https://bedrock-runtime.eu-central-1.amazonaws.com");
    private static final URI ELSEWHERE = URI.create("https://vpce-1.example");

    @Test
    void keyIsGivenToEveryVendor() {
        assertThat(faults(ProviderType.OPENAI, null, new AuthData("api-key", new Secret("k"))))
                .isEmpty();
        assertThat(faults(ProviderType.OPENAI, null, new AuthData("api-key", null)))
                .containsExactly("auth_data.api_key");
        assertThat(faults(ProviderType.OPENAI, null, new AuthData("api-key", new Secret("k\nx"))))
                .containsExactly("auth_data.api_key");
    }

    @Test
    void accessKeyIsForAwsAndKnowsItsRegion() {
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, aws("AKID", "secret", null)))
                .isEmpty();
        assertThat(faults(ProviderType.AWS_BEDROCK, ELSEWHERE, aws("AKID", "secret", "eu-central-1")))
                .isEmpty();
        assertThat(faults(ProviderType.AWS_BEDROCK, ELSEWHERE, aws("AKID", "secret", null)))
                .containsExactly("auth_data.region");
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, aws("AKID", null, "moon")))
                .containsExactly("auth_data.secret_access_key", "auth_data.region");
        assertThat(faults(ProviderType.OPENAI, null, aws("AKID", "secret", "eu-central-1")))
                .contains("auth_data.type");
    }

    @Test
    void serviceAccountIsTheJsonOfAKey() {
        assertThat(faults(
                        ProviderType.GOOGLE_VERTEX,
                        ELSEWHERE,
                        google("{\"client_email\":\"a@b\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\"}")))
                .isEmpty();
        for (String wrong : new String[] {"{}", "no json", "{\"client_email\":\"a@b\",\"private_key\":\"x\"}"}) {
            assertThat(faults(ProviderType.GOOGLE_VERTEX, ELSEWHERE, google(wrong)))
                    .containsExactly("auth_data.service_account");
        }
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, google("{}"))).contains("auth_data.type");
    }

    @Test
    void roleOfAwsIsAssumedWithAKeyOrWithTheProcesss() {
        String arn = "arn:aws:iam::123456789012:role/team/models";
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, role(arn, "customer-7", null, null)))
                .isEmpty();
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, role(arn, null, "AKIA", "s")))
                .isEmpty();
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, role(arn, null, "AKIA", null)))
                .containsExactly("auth_data.secret_access_key");
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, role(null, "two words", null, null)))
                .containsExactly("auth_data.role_arn", "auth_data.external_id");
        assertThat(faults(ProviderType.AWS_BEDROCK, FRANKFURT, role("arn:aws:iam::1:user/x", null, null, null)))
                .containsExactly("auth_data.role_arn");
        assertThat(faults(ProviderType.OPENAI, null, role(arn, null, null, null)))
                .contains("auth_data.type");
    }

    @Test
    void nothingOfItIsTold() {
        AuthData all = new AuthData(
                "aws-access-key",
                new Secret("canary"),
                new Secret("canary"),
                new Secret("canary"),
                new Secret("canary"),
                "eu-central-1",
                new Secret("canary"));
        assertThat(all.toString()).doesNotContain("canary");
        assertThat(all.secrets()).hasSize(5);
    }

    private static AuthData aws(String id, @Nullable String secret, @Nullable String region) {
        return new AuthData(
                AuthData.AWS_ACCESS_KEY,
                null,
                new Secret(id),
                secret == null ? null : new Secret(secret),
                null,
                region,
                null);
    }

    private static AuthData role(
            @Nullable String arn, @Nullable String external, @Nullable String id, @Nullable String secret) {
        return new AuthData(
                AuthData.AWS_ASSUME_ROLE,
                null,
                id == null ? null : new Secret(id),
                secret == null ? null : new Secret(secret),
                null,
                null,
                null,
                arn,
                external);
    }

    private static AuthData google(String json) {
        return new AuthData(AuthData.SERVICE_ACCOUNT, null, null, null, null, null, new Secret(json));
    }

    private static List<String> faults(ProviderType vendor, @Nullable URI base, AuthData auth) {
        ProviderAccount account = new ProviderAccount(
                ProviderAccount.KIND + '/' + vendor.id(), "a", base, auth, List.of(), List.of(), Map.of(), null);
        Findings findings = new Findings(0, account);
        new AuthCheck(findings).check(vendor, base, auth);
        return findings.problems().stream().map(Problem::path).toList();
    }
}
