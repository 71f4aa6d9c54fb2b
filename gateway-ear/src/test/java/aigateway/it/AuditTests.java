package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The audit trail: who did what, and who was turned away. */
interface AuditTests {

    Installation on();

    /** @param query without the question mark */
    private JsonNode trail(String query) {
        HttpResponse<String> answer = on().client().get("api/svc/v1/audit?" + query, on().admin());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayClient.json(answer).path("data");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode eventually(String what, Supplier<JsonNode> entries) {
        Wait.until(what, () -> !entries.get().isEmpty());
        return entries.get();
    }

    @Test
    default void auditTrailHasEachVersionOfAManifestAndNoSecret() {
        String account =
                """
                type: virtual-account
                name: audited
                token: canary-audited-key-771d03
                tags: { env: test }
                """;
        assertThat(on().client().apply(on().admin(), account).statusCode()).isEqualTo(200);
        assertThat(on().client()
                        .apply(on().admin(), account.replace("env: test", "env: prod"))
                        .statusCode())
                .isEqualTo(200);
        String deletion = "{\"kind\":\"virtual-account\",\"name\":\"audited\"}";
        for (String address : List.of("api/svc/v1/delete?dryRun=true", "api/svc/v1/delete")) {
            assertThat(on().client().post(address, on().admin(), deletion).statusCode())
                    .as("what was only tried is still there: %s", address)
                    .isEqualTo(200);
        }

        JsonNode entries = trail("type=virtual-account&name=audited");

        assertThat(entries.findValuesAsText("action"))
                .containsExactly("manifest-deleted", "manifest-changed", "manifest-created");
        assertThat(entries.findValuesAsText("actor")).containsOnly("user:admin");
        assertThat(entries.findValuesAsText("address")).doesNotContain("null").hasSize(3);
        HttpResponse<String> change = on().client()
                .get("api/svc/v1/audit/" + entries.path(1).path("id").asText(), on().admin());
        assertThat(GatewayClient.json(change).path("before").asText()).contains("env: test", "token: ••••");
        assertThat(GatewayClient.json(change).path("after").asText()).contains("env: prod");
        assertThat(change.body() + entries).doesNotContain(Canaries.WORD);
    }

    @Test
    default void auditTrailHasSignInsAndKeys() {
        Instant before = Instant.now().minusSeconds(1);
        String token = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        assertThat(on().client().login(Installation.EVE, "no password of hers").statusCode())
                .isEqualTo(401);
        HttpResponse<String> issued = on().client().post("api/svc/v1/personal-access-tokens", token, "{}");
        JsonNode key = GatewayClient.json(issued).path("key");
        on().client().delete("api/svc/v1/keys/" + key.path("id").asText(), on().admin());
        assertThat(on().client().delete("api/svc/v1/session", token).statusCode())
                .isEqualTo(204);

        String hers = "from=" + encoded(before.toString()) + "&actor=" + encoded("user:" + Installation.EVE);
        eventually("the failed sign-in is kept", () -> trail(hers + "&action=sign-in-failed"));
        assertThat(trail(hers).findValuesAsText("action"))
                .contains("signed-in", "key-issued", "signed-out", "sign-in-failed");
        assertThat(trail("type=key&name=" + key.path("id").asText()).findValuesAsText("action"))
                .containsExactly("key-revoked", "key-issued");
        JsonNode keys = GatewayClient.json(on().client()
                .get(
                        "api/svc/v1/personal-access-tokens",
                        on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD)));
        assertThat(keys.path("data").findValuesAsText("revokedBy")).contains("user:admin");
    }

    @Test
    default void anotherPasswordInTheManifestEndsTheSession() {
        String user = "{ type: user, name: reset@example.com, password: canary-first-password }";
        assertThat(on().client().apply(on().admin(), user).statusCode()).isEqualTo(200);
        Wait.until(
                "the user may sign in",
                () -> on().client()
                                .login("reset@example.com", "canary-first-password")
                                .statusCode()
                        == 200);
        String before = on().client().signIn("reset@example.com", "canary-first-password");
        assertThat(on().client().get("api/svc/v1/session", before).statusCode()).isEqualTo(200);

        assertThat(on().client()
                        .apply(on().admin(), user.replace("first", "second"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(on().client().get("api/svc/v1/session", before).statusCode()).isEqualTo(401);
        assertThat(on().client()
                        .login("reset@example.com", "canary-second-password")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    default void passwordThatIsTakenOutOfTheManifestEndsWithItsSession() {
        String name = "leaver-" + Installation.mark() + "@example.com";
        String user = "{ type: user, name: " + name + ", password: canary-leavers-password }";
        assertThat(on().client().apply(on().admin(), user).statusCode()).isEqualTo(200);
        Wait.until(
                "the user may sign in",
                () -> on().client().login(name, "canary-leavers-password").statusCode() == 200);
        String session = on().client().signIn(name, "canary-leavers-password");

        assertThat(on().client()
                        .apply(on().admin(), user.replace("canary-leavers-password", "••••, display_name: Leaver"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(on().client().get("api/svc/v1/session", session).statusCode())
                .as("a mask means the password that is kept")
                .isEqualTo(200);

        assertThat(on().client()
                        .apply(on().admin(), "{ type: user, name: " + name + " }")
                        .statusCode())
                .isEqualTo(200);

        assertThat(on().client().get("api/svc/v1/session", session).statusCode())
                .isEqualTo(401);
        assertThat(on().client().login(name, "canary-leavers-password").statusCode())
                .isEqualTo(401);
    }

    @Test
    default void tokenOfAManifestSaysWhenItWasLastUsed() {
        assertThat(on().client().get("v1/models", Installation.CHECKOUT).statusCode())
                .isEqualTo(200);

        Wait.until("the use is written", () -> GatewayClient.json(
                        on().client().get("api/svc/v1/virtual-accounts/checkout/keys", on().admin()))
                .path("manifestToken")
                .hasNonNull("lastUsedAt"));
    }

    @Test
    default void auditTrailHasWhoWasTurnedAwayOnceForAFlood() {
        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        for (int i = 0; i < 20; i++) {
            assertThat(on().client().chat(eve, "board-only/gpt-4o", "x").statusCode())
                    .isEqualTo(403);
        }
        assertThat(on().client().get("v1/models/board-only/gpt-4o", eve).statusCode())
                .isEqualTo(403);
        assertThat(on().client().get("v1/models/board-only/nothing", eve).statusCode())
                .isEqualTo(404);
        assertThat(on().client().get("api/svc/v1/audit", eve).statusCode()).isEqualTo(403);

        String hers = "actor=" + encoded("user:" + Installation.EVE);
        Supplier<JsonNode> denials = () -> trail(hers + "&type=model&name=" + encoded("board-only/gpt-4o"));
        Wait.until("all denials are counted", () -> times(denials.get()) >= 21);
        assertThat(denials.get().size())
                .as("one, or two when a minute began in between")
                .isLessThanOrEqualTo(2);
        assertThat(denials.get().path(0).path("outcome").asText()).isEqualTo("denied");
        JsonNode api = eventually("the denied call is kept", () -> trail(hers + "&type=api"));
        assertThat(api.findValuesAsText("name")).contains("GET /api/svc/v1/audit");
    }

    private static long times(JsonNode entries) {
        long sum = 0;
        for (JsonNode entry : entries) {
            sum += entry.path("times").asLong();
        }
        return sum;
    }

    @Test
    default void auditTrailPagesAndRefusesWhatItDoesNotUnderstand() {
        on().client().apply(on().admin(), "{ type: team, name: paged, members: [] }");
        List<String> all = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 3; page++) {
            HttpResponse<String> answer = on().client().get("api/svc/v1/audit?limit=1" + next, on().admin());
            JsonNode body = GatewayClient.json(answer);
            assertThat(body.path("data").size()).isEqualTo(1);
            all.add(body.path("data").path(0).path("id").asText());
            next = "&pageToken=" + encoded(body.path("nextPageToken").asText());
        }
        assertThat(all).doesNotHaveDuplicates();
        for (String bad : List.of("from=yesterday", "action=nothing", "limit=0", "pageToken=x")) {
            HttpResponse<String> answer = on().client().get("api/svc/v1/audit?" + bad, on().admin());
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.body()).contains(bad.substring(0, bad.indexOf('=')));
        }
        assertThat(on().client().get("api/svc/v1/audit/999999999", on().admin()).statusCode())
                .isEqualTo(404);
    }
}
