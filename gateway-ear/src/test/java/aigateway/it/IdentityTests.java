package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.ForeignIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who is let in, and who is not. */
interface IdentityTests {

    Installation on();

    @Test
    default void administratorSignsInAndNobodyElse() {
        HttpResponse<String> answer = on().client().login(Installation.ADMIN, Installation.ADMIN_PASSWORD);
        HttpResponse<String> wrong = on().client().login(Installation.EVE, "guessed");
        HttpResponse<String> nobody = on().client().login("nobody@example.com", "guessed");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Instant expires =
                Instant.parse(GatewayClient.json(answer).path("expiresAt").asText());
        assertThat(expires)
                .isBetween(Instant.now().plusSeconds(7 * 3600), Instant.now().plusSeconds(8 * 3600 + 60));
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(401);
        assertThat(nobody.body()).as("says nothing about who exists").isEqualTo(wrong.body());
    }

    @Test
    default void callerIsAMicroProfileToken() {
        HttpResponse<String> answer = on().client().get("api/svc/v1/session", Installation.CHECKOUT);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(GatewayClient.json(answer).path("subject").asText()).isEqualTo("virtualaccount:checkout");
        String ann = on().client().signIn(Installation.ANN, Installation.ANN_PASSWORD);
        JsonNode session = GatewayClient.json(on().client().get("api/svc/v1/session", ann));
        assertThat(session.path("name").asText()).isEqualTo(Installation.ANN);
        assertThat(session.path("groups").toString()).contains("member");
    }

    @Test
    default void memberAndVirtualAccountHaveNoControl() {
        String ann = on().client().signIn(Installation.ANN, Installation.ANN_PASSWORD);

        assertThat(on().client().apply(ann, "type: team\nname: mine\n").statusCode())
                .isEqualTo(403);
        assertThat(on().client()
                        .apply(Installation.CHECKOUT, "type: team\nname: mine\n")
                        .statusCode())
                .isEqualTo(403);
        assertThat(on().client().apply("", "type: team\nname: mine\n").statusCode())
                .isEqualTo(401);
        assertThat(on().client().chat(ann, "production/chat", "x").statusCode())
                .as("everyone may use production")
                .isEqualTo(200);
        assertThat(on().client().chat(ann, "local/small", "x").statusCode()).isEqualTo(403);
    }

    @Test
    default void companysOwnTokensAreAccepted() {
        Wait.until(
                "the company's keys are known",
                () -> on().client()
                                .chat(on().issuer().token("bob@example.com", "data"), "production/chat", "x")
                                .statusCode()
                        == 200);

        HttpResponse<String> forbidden = on().client().chat(on().issuer().token("bob@example.com"), "local/small", "x");
        assertThat(forbidden.statusCode()).as(forbidden.body()).isEqualTo(403);
    }

    @Test
    default void everyOtherTokenIsTheSame401() {
        companysOwnTokensAreAccepted();
        ForeignIssuer issuer = on().issuer();
        String bob = "bob@example.com";
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("no algorithm", issuer.unsigned(bob));
        tokens.put("HMAC with the public key", issuer.confused(bob));
        tokens.put("another key under the same id", issuer.forged(bob));
        tokens.put("other claims, same signature", ForeignIssuer.tampered(issuer.token(bob), "ann@example.com"));
        tokens.put(
                "expired",
                issuer.token(
                        bob,
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600)))));
        tokens.put(
                "not yet",
                issuer.token(
                        bob,
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))));
        tokens.put("another issuer", issuer.token(bob, claims -> claims.issuer("https://evil.example/")));
        tokens.put("another audience", issuer.token(bob, claims -> claims.audience("somebody-else")));
        tokens.put("cut", issuer.token(bob).substring(0, 200));
        tokens.put("longer", issuer.token(bob) + "A");
        tokens.put("never issued", "nobody");
        tokens.putAll(endedKeys());

        Set<String> bodies = new TreeSet<>();
        tokens.forEach((what, token) -> {
            HttpResponse<String> answer = on().client().chat(token, "production/chat", "x");
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            bodies.add(answer.body());
        });
        assertThat(bodies).hasSize(1);
    }

    /** The gateway's own keys, of both forms, that worked until they were revoked or expired. */
    private Map<String, String> endedKeys() {
        haveAccount("ended");
        Map<String, String> ended = new LinkedHashMap<>();
        for (String form : List.of("jwt", "opaque")) {
            // Those before it are to go on, each to its own end.
            String fields = "\"graceSeconds\":600,\"form\":\"" + form + "\"";
            Instant soon = Instant.now().plusSeconds(12);
            ended.put("expired " + form, used(issued("ended", "{" + fields + ",\"expiresAt\":\"" + soon + "\"}")));
            JsonNode revoked = issued("ended", "{" + fields + "}");
            ended.put("revoked " + form, used(revoked));
            assertThat(revoke(revoked).statusCode()).isIn(200, 204);
        }
        Wait.until("the keys have ended", Duration.ofSeconds(40), () -> ended.values().stream()
                .noneMatch(this::works));
        return ended;
    }

    private String used(JsonNode key) {
        String token = key.path("token").asText();
        assertThat(works(token)).as("before its end").isTrue();
        return token;
    }

    @Test
    default void issuedKeyWorksUntilItIsRevoked() {
        haveAccount("keyless");
        JsonNode key = issued("keyless");
        // Once may be luck: whoever looks twice a second is sometimes in time.
        for (int i = 0; i < 5; i++) {
            assertThat(works(key.path("token").asText()))
                    .as("the new key, used at once")
                    .isTrue();
            key = issued("keyless");
        }
        String token = key.path("token").asText();
        assertThat(works(token)).isTrue();

        HttpResponse<String> revoked = revoke(key);

        assertThat(revoked.statusCode()).as(revoked.body()).isIn(200, 204);
        assertThat(on().client().chat(token, "local/small", "x").statusCode())
                .as("the revoked key, used at once")
                .isEqualTo(401);
    }

    /** A virtual account whose keys the gateway makes. */
    private void haveAccount(String name) {
        String account =
                """
                type: virtual-account
                name: %s
                owned_by: { team: data }
                permissions: [{ resource_type: provider-account, resource_fqn: "default:self-hosted-model:local", role_id: provider-account-access }]
                """;
        assertThat(on().client().apply(on().admin(), account.formatted(name)).statusCode())
                .isEqualTo(200);
    }

    private JsonNode issued(String account) {
        return issued(account, "{}");
    }

    private JsonNode issued(String account, String fields) {
        HttpResponse<String> issued =
                on().client().post("api/svc/v1/virtual-accounts/" + account + "/token", on().admin(), fields);
        assertThat(issued.statusCode()).as(issued.body()).isIn(200, 201);
        return GatewayClient.json(issued);
    }

    private HttpResponse<String> revoke(JsonNode key) {
        return on().client()
                .delete("api/svc/v1/keys/" + key.path("key").path("id").asText(), on().admin());
    }

    @Test
    default void tokenOfTheManifestIsNotReplacedBesideIt() {
        HttpResponse<String> answer =
                on().client().post("api/svc/v1/virtual-accounts/checkout/token", on().admin(), "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("manifest");
    }

    @Test
    default void signingOutEndsTheTokenAndNoOther() {
        String leaving = on().client().signIn(Installation.ANN, Installation.ANN_PASSWORD);
        String staying = on().client().signIn(Installation.ANN, Installation.ANN_PASSWORD);

        HttpResponse<String> answer = on().client().delete("api/svc/v1/session", leaving);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        Wait.until("the token is refused", () -> session(leaving) == 401);
        assertThat(session(staying)).isEqualTo(200);
        assertThat(on().client()
                        .delete("api/svc/v1/session", Installation.CHECKOUT)
                        .statusCode())
                .as("a key is no session")
                .isEqualTo(409);
    }

    @Test
    default void namesakeDoesNotInheritASession() {
        String admin = on().admin();
        String name = "fleeting-" + Installation.mark() + "@example.com";
        String user = "type: user\nname: " + name + "\npassword: canary-fleeting-password\n";
        assertThat(on().client().apply(admin, user).statusCode()).isEqualTo(200);
        Wait.until(
                "the user may sign in",
                () -> on().client().login(name, "canary-fleeting-password").statusCode() == 200);
        String before = on().client().signIn(name, "canary-fleeting-password");
        Wait.until("the session counts", () -> session(before) == 200);

        on().client().post("api/svc/v1/delete", admin, "{\"kind\":\"user\",\"name\":\"" + name + "\"}");
        Wait.until("the user is gone", () -> session(before) == 401);
        assertThat(on().client().apply(admin, user + "roles: [admin]\n").statusCode())
                .isEqualTo(200);
        Wait.until(
                "the namesake may sign in",
                () -> on().client().login(name, "canary-fleeting-password").statusCode() == 200);
        String after = on().client().signIn(name, "canary-fleeting-password");
        Wait.until("the namesake's session counts", () -> session(after) == 200);

        assertThat(session(before)).isEqualTo(401);
    }

    private int session(String token) {
        return on().client().get("api/svc/v1/session", token).statusCode();
    }

    @Test
    default void accountThatIsGoneHasNoKeyAnyMore() {
        String admin = on().admin();
        String account =
                """
                type: virtual-account
                name: fleeting
                owned_by: { team: data }
                token: canary-fleeting-key-53
                permissions: [{ resource_type: provider-account, resource_fqn: "default:self-hosted-model:local", role_id: provider-account-access }]
                """;
        assertThat(on().client().apply(admin, account).statusCode()).isEqualTo(200);
        assertThat(works("canary-fleeting-key-53"))
                .as("the account, used at once")
                .isTrue();

        HttpResponse<String> deleted =
                on().client().post("api/svc/v1/delete", admin, "{\"kind\":\"virtual-account\",\"name\":\"fleeting\"}");

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        Wait.until("the account is gone", () -> !works("canary-fleeting-key-53"));
    }

    private boolean works(String key) {
        return on().client().chat(key, "local/small", "x").statusCode() == 200;
    }
}
