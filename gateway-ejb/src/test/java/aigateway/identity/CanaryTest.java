package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.ApplyResult;
import aigateway.manifest.TestManifests;
import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.Secret;
import aigateway.store.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that was put everywhere a key can be appears nowhere it could be read. */
class CanaryTest {

    private static final String CANARY = "canary-5d41402abc4b";

    private final TestDatabase database = TestDatabase.h2();
    private final TestManifests manifests = new TestManifests(database);
    private final List<String> seen = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            seen.add(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();

    @BeforeEach
    void listen() {
        root.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    @AfterEach
    void close() throws Exception {
        root.removeHandler(handler);
        root.setLevel(level);
        database.close();
    }

    private void apply(String text) {
        ApplyResult result = manifests.apply(text);
        seen.add(result.toString());
    }

    @Test
    void noManifestGivesItsSecretsAway() {
        apply("{ type: provider-account/openai, name: a, auth_data: { type: api-key, api_key: %s } }"
                .formatted(CANARY));
        apply("{ type: provider-account/openai, name: a, auth_data: { type: %s, api_key: [%s] } }"
                .formatted("api-key", CANARY));
        apply("{ type: provider-account/openai, name: a, auth_data: { type: api-key, api_key: %s".formatted(CANARY));
        apply("{ type: virtual-account, name: v, token: %s }".formatted(CANARY));
        apply("{ type: virtual-account, name: w, token: %s }".formatted(CANARY));
        apply("{ type: user, name: u, password: %s }".formatted(CANARY));
        apply("{ type: gateway-otel-config, name: o, otel_traces_exporter_config:"
                + " { endpoint: \"https://x.example/\", headers: { a: %s, b: \"%s\\n\" } } }"
                        .formatted(CANARY, CANARY));
        apply("{ type: gateway-otel-config, name: o, otel_traces_exporter_config:"
                + " { endpoint: \"https://x.example/\", headers: { a: %s } } }".formatted(CANARY));
        apply(("{ type: provider-account/openai, name: b, headers: { x-a: %s }, integrations: [{ name: m }] }\n---\n"
                        + "{ type: gateway-load-balancing-config, name: l, rules: [{ id: r, type: priority-based-routing,"
                        + " load_balance_targets: [{ target: b/m, headers_override: { set: { x-a: %s } } }] }] }\n---\n"
                        + "{ type: gateway-budget-config, name: c, rules: [{ id: r, limit_to: 1, unit: cost_per_day,"
                        + " alerts: { thresholds: [50], notification_target: ["
                        + " { type: slack-webhook, webhook_url: \"https://x.example/%s\" },"
                        + " { type: webhook, url: \"https://x.example/%s\" }] } }] }")
                .formatted(CANARY, CANARY, CANARY, CANARY));
        apply("{ type: provider-account/openai, name: b, headers: { x-a: \"%s\\n\" } }".formatted(CANARY));
        apply(("{ type: gateway-budget-config, name: c, rules: [{ id: r, limit_to: 1, unit: cost_per_day,"
                        + " alerts: { thresholds: [50], notification_target: ["
                        + " { type: webhook, url: \"https://x.example/ %s\" }] } }] }")
                .formatted(CANARY));
        seen.add(new AuthData("api-key", new Secret(CANARY)).toString());
        for (String kind : List.of(
                "provider-account",
                "virtual-account",
                "user",
                "gateway-otel-config",
                "gateway-load-balancing-config",
                "gateway-budget-config")) {
            seen.add(manifests.run(it -> it.list(kind)).toString());
        }
        for (String table : List.of("manifest", "audit_event")) {
            String columns = table.equals("manifest") ? "document" : "document_after";
            List<?> rows =
                    database.transaction(entities -> entities.createNativeQuery("SELECT " + columns + " FROM " + table)
                            .getResultList());
            assertThat(rows).hasSize(7);
            seen.add(rows.toString());
        }

        assertThat(seen).hasSizeGreaterThan(10).noneMatch(text -> text.contains(CANARY));
    }

    @Test
    void noTokenIsGivenAway() {
        TestIdentity identity = new TestIdentity();
        String signed = identity.sign(identity.claims(Subject.user("ann@example.com"), "id", null));
        for (String token : List.of(CANARY, CANARY + "." + CANARY + "." + CANARY, signed + CANARY)) {
            assertThat(identity.callers.authenticate(token)).isEmpty();
        }
        Caller caller = identity.callers.authenticate(signed).orElseThrow();
        CallerToken token = new CallerToken(caller);
        AccessKey key = new AccessKey(
                "id",
                caller.subject(),
                "n",
                AccessKey.Form.OPAQUE,
                "agw_",
                "ann",
                Instant.EPOCH,
                null,
                null,
                null,
                null);
        seen.add(caller.toString());
        seen.add(token + " " + token.getClaimNames() + token.getRawToken());
        seen.add(new AccessKey.Issued(key, CANARY).toString());
        seen.add(new Welcome(1, "admin", CANARY, CANARY).toString());

        assertThat(seen).noneMatch(text -> text.contains(CANARY) || text.contains(signed));
    }
}
