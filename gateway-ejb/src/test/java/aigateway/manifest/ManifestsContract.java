package aigateway.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditEntry;
import aigateway.audit.AuditFilter;
import aigateway.audit.TestAudit;
import aigateway.audit.Thing;
import aigateway.manifest.ApplyResult.Applied;
import aigateway.manifest.ApplyResult.Invalid;
import aigateway.manifest.document.Problem;
import aigateway.store.ChangeCounter;
import aigateway.store.TestDatabase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds on every database. */
abstract class ManifestsContract {

    private static final String CANARY = "sk-canary-7e1b0c";

    private static final String ACCOUNT =
            """
            type: provider-account/openai
            name: openai-main
            auth_data: { type: api-key, api_key: sk-canary-7e1b0c }
            integrations: [{ name: gpt-4o }]
            """;

    /** Whatever may hold a secret, apart from keys. */
    private static final String LANDSCAPE =
            """
            type: provider-account/openai
            name: openai-main
            headers: { x-vendor-key: canary-of-account }
            integrations: [{ name: gpt-4o }, { name: gpt-5 }]
            ---
            type: provider-account/virtual-model
            name: production
            integrations:
              - name: chat
                routing_config:
                  type: weight-based-routing
                  load_balance_targets:
                    - { target: openai-main/gpt-4o, weight: 60, headers_override: { set: { x-key: canary-of-4o } } }
                    - { target: openai-main/gpt-5, weight: 40, headers_override: { set: { x-key: canary-of-5 } } }
            ---
            type: gateway-load-balancing-config
            name: balancing
            rules:
              - id: gpt
                type: priority-based-routing
                load_balance_targets:
                  - { target: openai-main/gpt-5, priority: 0, headers_override: { set: { x-key: canary-of-rule } } }
            ---
            type: gateway-budget-config
            name: budgets
            rules:
              - id: month
                limit_to: 500
                unit: cost_per_month
                alerts:
                  thresholds: [90]
                  notification_target:
                    - { type: slack-webhook, webhook_url: "https://hooks.example/canary-of-slack" }
                    - { type: webhook, url: "https://hooks.example/canary-one" }
                    - { type: webhook, url: "https://hooks.example/canary-two" }
            """;

    private final TestDatabase database = database();
    private final TestManifests manifests = new TestManifests(database);

    abstract TestDatabase database();

    private static Applied applied(ApplyResult result) {
        assertThat(result).isInstanceOf(Applied.class);
        return (Applied) result;
    }

    @Test
    void applyingTwiceChangesNothingTheSecondTime() {
        Applied first = applied(manifests.apply(ACCOUNT));
        Applied second = applied(manifests.apply(ACCOUNT));

        assertThat(first.changes()).extracting(Change::action).containsExactly(Change.Action.CREATE);
        assertThat(second.changes()).isEmpty();
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(manifests.history("provider-account", "openai-main")).hasSize(1);
    }

    @Test
    void numbersAreReadBackAsTheyWereWrittenAndTheirZerosAreNoChange() {
        String budgets =
                """
                type: gateway-budget-config
                name: budgets
                rules: [{ id: month, limit_to: 500.0, unit: cost_per_month }]
                """;
        Applied first = applied(manifests.apply(budgets));
        StoredManifest stored =
                manifests.find("gateway-budget-config", "budgets").orElseThrow();

        assertThat(stored.yaml()).contains("limit_to: 500.0\n");
        assertThat(stored.json()).contains("\"limit_to\":500.0,");
        assertThat(applied(manifests.apply(budgets)).changes()).isEmpty();
        assertThat(applied(manifests.apply(stored.yaml())).changes()).isEmpty();
        assertThat(applied(manifests.apply(budgets.replace("500.0", "500"))).version())
                .isEqualTo(first.version());
    }

    @Test
    void aDryRunShowsTheDifferenceAndChangesNothing() {
        Applied dry = applied(manifests.apply(ACCOUNT, "ann", true));

        assertThat(dry.changes()).singleElement().satisfies(change -> assertThat(change.after())
                .contains("openai-main")
                .doesNotContain(CANARY));
        assertThat(manifests.find("provider-account", "openai-main")).isEmpty();
    }

    @Test
    void editorChangesWhatItHasSeenAndNothingElse() {
        Seen none = Seen.none("user");
        applied(manifests.replace(none, user("a", "Ann")));
        Seen seen = Seen.of(manifests.find("user", "a@example.com").orElseThrow());

        assertThat(problem(manifests.replace(none, user("a", "Al"))))
                .isEqualTo("there is a user 'a@example.com' already");
        assertThat(problem(manifests.replace(none, ACCOUNT))).contains("not a provider-account");
        assertThat(problem(manifests.replace(seen, user("b", "Ann")))).contains("'a@example.com'");
        assertThat(problem(manifests.replace(seen, user("a", "Al") + "---\n" + user("b", "Bob"))))
                .contains("one manifest is edited here");
        assertThat(manifests.list("user")).extracting(StoredManifest::name).containsExactly("a@example.com");
        applied(manifests.replace(seen, user("a", "Al")));
        assertThat(problem(manifests.replace(seen, user("a", "Ada")))).contains("was changed meanwhile by ann");
        applied(manifests.delete("user", "a@example.com", "bob", false));
        assertThat(problem(manifests.replace(seen, user("a", "Ada")))).isEqualTo("was deleted meanwhile");
    }

    private static String user(String name, String called) {
        return "type: user\nname: " + name + "@example.com\ndisplay_name: " + called + "\n";
    }

    private static String problem(ApplyResult result) {
        assertThat(result).isInstanceOf(Invalid.class);
        return ((Invalid) result).problems().get(0).message();
    }

    @Test
    void oneBadDocumentRefusesAllOfThem() {
        ApplyResult result = manifests.apply(
                ACCOUNT
                        + """
                ---
                type: gateway-rate-limiting-config
                name: limits
                rules: [{ id: a, limit_to: 0, unit: requests_per_minute }]
                """);

        assertThat(result).isInstanceOf(Invalid.class);
        assertThat(((Invalid) result).problems())
                .containsExactly(new Problem(1, "rules[0].limit_to", "must be a positive whole number"));
        assertThat(manifests.list("provider-account")).isEmpty();
    }

    @Test
    void secretsAreCiphertextInEveryColumnAndMaskedWhenRead() {
        manifests.apply(ACCOUNT);
        manifests.apply(ACCOUNT.replace("gpt-4o", "gpt-5"));

        assertThat(columns()).hasSize(5).noneMatch(text -> text.contains(CANARY));
        assertThat(manifests.find("provider-account", "openai-main"))
                .hasValueSatisfying(it -> assertThat(it.yaml()).contains("••••").doesNotContain(CANARY));
        assertThat(manifests.history("provider-account", "openai-main"))
                .extracting(ManifestChange::change)
                .noneMatch(change -> change.toString().contains(CANARY));
    }

    private List<String> columns() {
        return database.transaction(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT document FROM manifest UNION ALL SELECT document_before FROM audit_event"
                                    + " UNION ALL SELECT document_after FROM audit_event")
                    .getResultList();
            return rows.stream().map(String::valueOf).toList();
        });
    }

    @Test
    void headersAndWebhooksAreSecretsToo() {
        applied(manifests.apply(LANDSCAPE));

        assertThat(columns()).hasSize(12).noneMatch(text -> text.contains("canary"));
        assertThat(shown()).doesNotContain("canary").contains("x-vendor-key: ••••", "url: ••••");
        assertThat(applied(manifests.apply(shown())).changes()).isEmpty();
    }

    @Test
    void aMaskKeepsItsSecretWhenAListIsReordered() {
        applied(manifests.apply(LANDSCAPE));
        String edited = LANDSCAPE
                .replaceAll("https://hooks.example/canary[a-z-]*|canary-of[a-z0-9-]*", "••••")
                .replaceAll("(?m)^( +- \\{ target: openai-main/gpt-4o.*\n)(.*gpt-5.*\n)", "$2$1");

        assertThat(applied(manifests.apply(edited)).changes())
                .extracting(Change::name)
                .containsExactly("production");
        assertThat(open("virtual-model", "production").findValuesAsText("x-key"))
                .containsExactly("canary-of-5", "canary-of-4o");
    }

    @Test
    void aMaskIsNotGuessedWhenItMightBeEither() {
        applied(manifests.apply(LANDSCAPE));
        String oneLess = shown().replaceFirst("(?m)^ +- type: webhook\n +url: .*\n", "");

        assertThat(manifests.apply(oneLess))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.problems())
                        .singleElement()
                        .satisfies(problem ->
                                assertThat(problem.path()).isEqualTo("rules[0].alerts.notification_target[1].url")));
        assertThat(open("gateway-budget-config", "budgets").findValuesAsText("url"))
                .containsExactly("https://hooks.example/canary-one", "https://hooks.example/canary-two");
    }

    private String shown() {
        StringBuilder all = new StringBuilder();
        for (String kind : List.of(
                "provider-account", "virtual-model", "gateway-load-balancing-config", "gateway-budget-config")) {
            manifests.list(kind).forEach(it -> all.append("---\n").append(it.yaml()));
        }
        return all.toString();
    }

    @Test
    void whatWasReadBackCanBeAppliedAndKeepsTheSecret() {
        manifests.apply(ACCOUNT);
        String yaml = manifests
                .run(it -> it.find("provider-account", "openai-main"))
                .orElseThrow()
                .yaml();

        assertThat(applied(manifests.apply(yaml)).changes()).isEmpty();
        assertThat(applied(manifests.apply(yaml.replace("gpt-4o", "gpt-5"))).changes())
                .hasSize(1);
        assertThat(open("provider-account", "openai-main")
                        .at("/auth_data/api_key")
                        .asText())
                .isEqualTo(CANARY);
    }

    /** As the gateway itself reads it. */
    private ObjectNode open(String kind, String name) {
        State state = database.transaction(entities -> manifests.store(entities).state());
        return Objects.requireNonNull(state.drafts().get(new ManifestRow.Key(kind, name)))
                .tree();
    }

    @Test
    void aMaskWithNothingBehindItIsRefused() {
        assertThat(manifests.apply(ACCOUNT.replace(CANARY, "••••")))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.path()).isEqualTo("auth_data.api_key")));
    }

    @Test
    void historySaysWhoWhenAndWhatBefore() {
        manifests.apply(ACCOUNT, "ann", false);
        manifests.apply(ACCOUNT.replace("gpt-4o", "gpt-5"), "bob", false);
        manifests.delete("provider-account", "openai-main", "eve", false);

        assertThat(manifests.history("provider-account", "openai-main"))
                .extracting(it -> it.changedBy() + ' ' + it.change().action())
                .containsExactly("eve DELETE", "bob UPDATE", "ann CREATE");
    }

    @Test
    void theAuditTrailHasEachChangeWithoutItsSecrets() {
        Actor ann = new Actor("user:ann", "192.0.2.1");
        manifests.apply(ACCOUNT, ann, false);
        manifests.apply(ACCOUNT.replace(CANARY, CANARY + "-two"), ann, false);
        manifests.apply("{ type: nonsense }", ann, false);

        List<AuditEntry> kept = database.transaction(entities -> TestAudit.queries(entities)
                .page(AuditFilter.ALL, null, 10)
                .orElseThrow()
                .entries());
        assertThat(kept)
                .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::thing)
                .containsExactly(
                        tuple(AuditAction.MANIFEST_CHANGED, ann, new Thing("provider-account", "openai-main")),
                        tuple(AuditAction.MANIFEST_CREATED, ann, new Thing("provider-account", "openai-main")));
        assertThat(kept.get(0).detail()).isEqualTo("Other secrets in auth_data.api_key");
        assertThat(manifests.announced)
                .extracting(Changed::secrets)
                .containsExactly(Set.of(), Set.of("auth_data.api_key"));
        Change change =
                manifests.run(it -> it.change(kept.get(0).id())).orElseThrow().change();
        assertThat(change.before()).isEqualTo(change.after()).contains("api_key: ••••");
        assertThat(kept.toString() + change).doesNotContain(CANARY);
    }

    @Test
    void aSecretThatIsTakenAwayIsToldAndOneThatWasNeverThereIsNot() {
        String ann = "{ type: user, name: ann@example.com, password: canary-first }";
        manifests.apply(ann);
        manifests.apply(ann.replace("canary-first", "••••").replace("}", ", display_name: Ann }"));
        manifests.apply(ann.replace(", password: canary-first", ""));
        manifests.apply(ann.replace(", password: canary-first", ", display_name: Ann"));

        assertThat(manifests.announced)
                .extracting(Changed::secrets)
                .containsExactly(Set.of(), Set.of(), Set.of("password"), Set.of());
    }

    @Test
    void aHeaderThatIsTakenAwayIsToldByItsPlaceBefore() {
        String account =
                """
                type: provider-account/openai
                name: openai-main
                headers: { x-one: canary-one, x-two: canary-two }
                integrations: [{ name: gpt-4o }]
                """;
        manifests.apply(account);
        manifests.apply(account.replace("x-one: canary-one, ", ""));

        assertThat(manifests.announced).extracting(Changed::secrets).containsExactly(Set.of(), Set.of("headers.x-one"));
    }

    @Test
    void whatWasChangedIsToldAndWhatWasRefusedOrTriedIsNot() {
        manifests.apply(ACCOUNT, "ann", true);
        manifests.apply("{ type: nonsense }");
        manifests.apply(ACCOUNT);
        manifests.delete("provider-account", "openai-main", "ann", true);
        manifests.delete("provider-account", "openai-main", "ann", false);

        assertThat(manifests.announced)
                .extracting(told -> told.change().action())
                .containsExactly(Change.Action.CREATE, Change.Action.DELETE);
    }

    @Test
    void whatWasWrittenIsLookedAtAtOnceAndNothingElse() {
        List<Long> seen = new CopyOnWriteArrayList<>();
        manifests.watchers.add(ChangeCounter.MANIFESTS, () -> seen.add(manifests.run(Manifests::version)));

        manifests.apply(ACCOUNT, "ann", true);
        manifests.transactions.commit();
        manifests.apply("{ type: nonsense }");
        manifests.transactions.commit();
        assertThat(seen).isEmpty();

        manifests.apply(ACCOUNT);
        manifests.transactions.commit();
        manifests.apply(ACCOUNT);
        manifests.transactions.commit();
        assertThat(seen).containsExactly(manifests.run(Manifests::version));
    }

    @Test
    void whatIsReferredToCannotBeDeleted() {
        manifests.apply(
                ACCOUNT
                        + """
                ---
                type: provider-account/virtual-model
                name: production
                integrations:
                  - name: chat
                    routing_config:
                      type: weight-based-routing
                      load_balance_targets: [{ target: openai-main/gpt-4o, weight: 100 }]
                """);

        ApplyResult result = manifests.delete("provider-account", "openai-main", "ann", false);

        assertThat(result).isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("virtual-model production")
                        .contains("load_balance_targets[0].target")
                        .contains("openai-main/gpt-4o")));
    }

    @Test
    void whatIsReferredToCannotBeDeletedEvenIfAProviderMayKnowMoreByThatName() {
        applied(
                manifests.apply(
                        """
                type: identity-provider
                name: keycloak
                issuer: https://id.example
                jwks_uri: https://id.example/certs
                audiences: [gateway]
                teams_claim: groups
                ---
                { type: team, name: data, members: [bob@example.com] }
                ---
                { type: team, name: foreign-members, members: [nobody@example.com] }
                ---
                { type: user, name: bob@example.com }
                ---
                { type: virtual-account, name: checkout, owned_by: { team: data } }
                ---
                { type: virtual-account, name: other, owned_by: { team: foreign } }
                """));

        assertThat(manifests.delete("team", "data", "ann", false))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.problems())
                        .extracting(Problem::toString)
                        .containsExactly("virtual-account checkout: owned_by.team: is not a known team"));
        assertThat(manifests.delete("user", "bob@example.com", "ann", false))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.problems())
                        .extracting(Problem::toString)
                        .containsExactly("team data: members[0]: 'bob@example.com' is not a known user"));
        applied(manifests.delete("team", "foreign-members", "ann", false));
        applied(manifests.delete("virtual-account", "checkout", "ann", false));
        applied(manifests.delete("team", "data", "ann", false));
        applied(manifests.delete("user", "bob@example.com", "ann", false));
    }

    @Test
    void aProviderKnowsNobodyWithoutAName() {
        String provider =
                """
                type: identity-provider
                name: keycloak
                issuer: https://id.example
                jwks_uri: https://id.example/certs
                audiences: [gateway]
                teams_claim: groups
                ---
                """;
        assertThat(problem(manifests.apply(provider + "{ type: team, name: data, members: [\"\"] }")))
                .isEqualTo("'' is not a known user");
        assertThat(problem(manifests.apply(provider + "{ type: virtual-account, name: a, owned_by: { team: \"\" } }")))
                .isEqualTo("is not a known team");
    }

    @Test
    void deletingWhatIsNotThereIsRefused() {
        assertThat(manifests.delete("team", "nobody", "ann", false)).isInstanceOf(Invalid.class);
    }

    @Test
    void concurrentAppliersTakeTurnsAndEachChangeHasItsOwnVersion() throws Exception {
        int appliers = 12;
        ExecutorService threads = Executors.newFixedThreadPool(appliers);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<ApplyResult>> results = new ArrayList<>();
        for (int i = 0; i < appliers; i++) {
            String text = ACCOUNT.replace("openai-main", "account-" + i);
            results.add(threads.submit(() -> {
                start.await();
                return manifests.apply(text);
            }));
        }
        start.countDown();

        List<Long> versions = new ArrayList<>();
        for (Future<ApplyResult> result : results) {
            versions.add(applied(result.get()).version());
        }
        threads.shutdown();
        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, appliers)
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(manifests.list("provider-account")).hasSize(appliers);
    }

    @Test
    void concurrentAppliersOfTheSameTextChangeItOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<ApplyResult>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(threads.submit(() -> manifests.apply(ACCOUNT)));
        }
        int changes = 0;
        for (Future<ApplyResult> result : results) {
            changes += applied(result.get()).changes().size();
        }
        threads.shutdown();
        assertThat(changes).isEqualTo(1);
    }
}
