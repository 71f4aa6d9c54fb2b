package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.audit.Actor;
import aigateway.audit.AuditAction;
import aigateway.audit.AuditEntry;
import aigateway.audit.AuditFilter;
import aigateway.audit.TestAudit;
import aigateway.manifest.TestManifests;
import aigateway.store.ChangeCounter;
import aigateway.store.TestDatabase;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of keys on every database. */
abstract class KeysContract {

    private static final Actor BY_ANN = new Actor("user:ann@example.com", "192.0.2.1");
    private static final Subject ANN = Subject.user("ann@example.com");
    private static final Subject SHOP = Subject.virtualAccount("shop");

    /** Somebody whom no other test gives a key. */
    private static final Subject KEYLESS = Subject.virtualAccount("keyless");

    private final TestDatabase database = database();
    private final TestIdentity identity = new TestIdentity();

    abstract TestDatabase database();

    @BeforeEach
    void signingKey() {
        database.transaction(entities -> {
            signingKeys(entities).create();
            return null;
        });
        reload();
    }

    private SigningKeys signingKeys(EntityManager entities) {
        SigningKeys keys = new SigningKeys();
        keys.entities = entities;
        keys.box = TestManifests.box((byte) 7);
        keys.clock = identity.clock();
        return keys;
    }

    private <T> T keys(Function<Keys, T> work) {
        return database.transaction(entities -> {
            Keys keys = new Keys();
            keys.entities = entities;
            keys.live = identity.keys;
            keys.watchers = identity.watchers;
            keys.tokens = identity.tokens;
            keys.clock = identity.clock();
            keys.audit = TestAudit.trail(entities, identity.clock());
            return work.apply(keys);
        });
    }

    private KeyReader reader(EntityManager entities) {
        KeyReader reader = new KeyReader();
        reader.entities = entities;
        reader.signingKeys = signingKeys(entities);
        reader.clock = identity.clock();
        return reader;
    }

    private Optional<KeyRing> reload() {
        Optional<KeyRing> newer = database.transaction(
                entities -> reader(entities).readUnless(identity.keys.current().version()));
        newer.ifPresent(identity.keys::replace);
        return newer;
    }

    private AccessKey.Issued issue(AccessKey.Form form) {
        AccessKey.Issued issued = keys(it -> it.issue(SHOP, "k", form, null, BY_ANN));
        reload();
        return issued;
    }

    private Optional<Caller> authenticate(AccessKey.Issued issued) {
        return identity.callers.authenticate(issued.token());
    }

    @Test
    void keysOfBothFormsWorkOnceTheyWereSeen() {
        assertThat(authenticate(issue(AccessKey.Form.OPAQUE))).isPresent();
        assertThat(authenticate(issue(AccessKey.Form.JWT))).isPresent();
        assertThat(reload()).as("nothing changed since").isEmpty();
    }

    @Test
    void aKeyWorksInThisProcessAsSoonAsItIsIssuedAndNoLongerThanItIsRevoked() {
        identity.watchers.add(ChangeCounter.KEYS, this::reload);

        AccessKey.Issued issued = keys(it -> it.issue(SHOP, "k", AccessKey.Form.OPAQUE, null, BY_ANN));
        assertThat(authenticate(issued)).as("before the transaction is over").isEmpty();
        identity.transactions.commit();
        assertThat(authenticate(issued)).isPresent();

        keys(it -> it.revoke(issued.key().id(), BY_ANN));
        identity.transactions.commit();
        assertThat(authenticate(issued)).isEmpty();
    }

    @Test
    void aSessionThatWasSignedOutOfIsOverInThisProcessAtOnce() {
        identity.watchers.add(ChangeCounter.KEYS, this::reload);
        String token = open();
        Caller caller = authenticate(token).orElseThrow();

        database.transaction(entities -> identity.sessions(entities).end(caller, "192.0.2.1"));
        identity.transactions.commit();

        assertThat(authenticate(token)).isEmpty();
    }

    @Test
    void noColumnHoldsAKey() {
        String opaque = issue(AccessKey.Form.OPAQUE).token();
        String jwt = issue(AccessKey.Form.JWT).token();

        List<?> rows = database.transaction(entities -> entities.createNativeQuery(
                        "SELECT id || ' ' || token_hash || ' ' || subject || ' ' || name || ' ' || hint || ' '"
                                + " || issued_by FROM access_key UNION ALL SELECT sealed FROM signing_key")
                .getResultList());

        assertThat(rows).hasSizeGreaterThanOrEqualTo(3).allSatisfy(row -> assertThat(row.toString())
                .doesNotContain(opaque.substring(8))
                .doesNotContain(jwt.substring(jwt.length() - 40))
                .doesNotContain("\"d\""));
    }

    @Test
    void aRevokedKeyOfEitherFormIsRefused() {
        for (AccessKey.Form form : AccessKey.Form.values()) {
            AccessKey.Issued issued = issue(form);
            assertThat(authenticate(issued)).isPresent();

            assertThat(keys(it -> it.revoke(issued.key().id(), BY_ANN)).booleanValue())
                    .isTrue();
            reload();

            assertThat(authenticate(issued)).as(form.name()).isEmpty();
        }
    }

    @Test
    void aRotatedKeyWorksUntilItsGraceIsOver() {
        for (AccessKey.Form form : AccessKey.Form.values()) {
            AccessKey.Issued old = issue(form);
            Optional<AccessKey.Issued> rotated = keys(it -> it.rotate(old.key().id(), Duration.ofMinutes(5), BY_ANN));
            reload();

            assertThat(authenticate(old)).isPresent();
            assertThat(authenticate(rotated.orElseThrow())).isPresent();

            identity.now = identity.now.plus(Duration.ofMinutes(5));
            assertThat(authenticate(old)).as(form.name()).isEmpty();
            assertThat(authenticate(rotated.orElseThrow())).isPresent();
        }
    }

    @Test
    void aReplacedKeyEndsAtOnceWithoutGrace() {
        AccessKey.Issued old = issue(AccessKey.Form.JWT);
        AccessKey.Issued fresh = keys(it -> it.replace(SHOP, "k", AccessKey.Form.OPAQUE, null, Duration.ZERO, BY_ANN));
        AccessKey.Issued first =
                keys(it -> it.replace(KEYLESS, "k", AccessKey.Form.OPAQUE, null, Duration.ZERO, BY_ANN));
        reload();

        assertThat(authenticate(old)).isEmpty();
        assertThat(authenticate(fresh)).isPresent();
        assertThat(actionsOn(fresh)).containsExactly(AuditAction.KEY_ROTATED);
        assertThat(actionsOn(first)).as("there was none before").containsExactly(AuditAction.KEY_ISSUED);
    }

    private List<AuditAction> actionsOn(AccessKey.Issued key) {
        return kept().stream()
                .filter(entry -> entry.thing().name().equals(key.key().id()))
                .map(AuditEntry::action)
                .toList();
    }

    private List<AuditEntry> kept() {
        return database.transaction(entities -> TestAudit.queries(entities)
                .page(AuditFilter.ALL, null, 1_000)
                .orElseThrow()
                .entries());
    }

    @Test
    void theAuditTrailSaysWhoIssuedRotatedAndRevokedWhichKey() {
        AccessKey.Issued first = issue(AccessKey.Form.OPAQUE);
        AccessKey.Issued second =
                keys(it -> it.rotate(first.key().id(), Duration.ZERO, BY_ANN)).orElseThrow();
        keys(it -> it.revoke(second.key().id(), BY_ANN));
        keys(it -> it.revoke(second.key().id(), Actor.of("somebody later")));

        List<AuditEntry> kept = kept();
        assertThat(kept)
                .filteredOn(entry -> entry.thing().name().equals(second.key().id()))
                .extracting(AuditEntry::action)
                .containsExactlyInAnyOrder(AuditAction.KEY_ROTATED, AuditAction.KEY_REVOKED);
        assertThat(kept)
                .filteredOn(entry -> entry.thing().name().equals(first.key().id()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo(AuditAction.KEY_ISSUED);
                    assertThat(entry.actor()).isEqualTo(BY_ANN);
                    assertThat(entry.detail())
                            .contains(SHOP.toString(), first.key().hint());
                });
        assertThat(kept.toString()).doesNotContain(first.token()).doesNotContain(second.token());
        Optional<AccessKey> found = keys(it -> it.find(second.key().id()));
        assertThat(found.orElseThrow().revokedBy()).isEqualTo(BY_ANN.name());
    }

    @Test
    void anExpiredKeyIsRefused() {
        Instant end = identity.now.plusSeconds(10);
        AccessKey.Issued opaque = keys(it -> it.issue(SHOP, "k", AccessKey.Form.OPAQUE, end, BY_ANN));
        AccessKey.Issued jwt = keys(it -> it.issue(SHOP, "k", AccessKey.Form.JWT, end, BY_ANN));
        reload();
        assertThat(authenticate(opaque)).isPresent();
        assertThat(authenticate(jwt)).isPresent();

        identity.now = end;

        assertThat(authenticate(opaque)).isEmpty();
        assertThat(authenticate(jwt)).isEmpty();
    }

    private void sessions(Consumer<Sessions> work) {
        database.transaction(entities -> {
            work.accept(identity.sessions(entities));
            return null;
        });
        reload();
    }

    private String open() {
        return database.transaction(entities -> identity.sessions(entities).open(ANN, Duration.ofHours(8)));
    }

    private Optional<Caller> authenticate(String token) {
        return identity.callers.authenticate(token);
    }

    @Test
    void aSessionThatWasSignedOutOfIsOverAndNoOther() {
        String token = open();
        String other = open();
        Caller caller = authenticate(token).orElseThrow();

        sessions(it -> assertThat(it.end(caller, "192.0.2.1")).isTrue());

        assertThat(authenticate(token)).isEmpty();
        assertThat(authenticate(other)).isPresent();
    }

    @Test
    void aKeyIsNotSignedOutOf() {
        Caller caller = authenticate(issue(AccessKey.Form.JWT)).orElseThrow();

        sessions(it -> assertThat(it.end(caller, "192.0.2.1")).isFalse());
    }

    @Test
    void allSessionsOfASubjectEndAndTheNextOneCountsAtOnce() {
        String before = open();
        AccessKey.Issued key = keys(it -> it.issue(ANN, "k", AccessKey.Form.JWT, null, BY_ANN));
        identity.now = identity.now.plusMillis(400);

        sessions(it -> it.endAll(ANN));
        String after = open();

        assertThat(authenticate(before)).isEmpty();
        assertThat(authenticate(after)).isPresent();
        assertThat(authenticate(key)).as("keys are revoked, one by one").isPresent();
        sessions(it -> {
            assertThat(it.holds(ANN, it.start(ANN))).isTrue();
            assertThat(it.holds(ANN, identity.now)).isFalse();
        });
    }

    @Test
    void theLastUseIsWrittenAndNeverGoesBack() {
        AccessKey.Issued issued = issue(AccessKey.Form.OPAQUE);
        String id = issued.key().id();
        long millis = identity.now.toEpochMilli();
        for (long used : new long[] {millis, millis - 1000}) {
            database.transaction(entities -> {
                reader(entities).write(Map.of(id, used));
                return null;
            });
        }

        Optional<AccessKey> found = keys(it -> it.find(id));
        assertThat(found.orElseThrow().lastUsedAt()).isEqualTo(identity.now);
    }

    @Test
    void theLastUseOfATokenInAManifestIsWrittenUntilAnotherStandsThere() {
        long millis = identity.now.toEpochMilli();
        Optional<Instant> before = keys(it -> it.manifestTokenUsedAt(SHOP));
        assertThat(before).isEmpty();
        for (long used : new long[] {millis - 1000, millis, millis - 2000}) {
            database.transaction(entities -> {
                reader(entities).write(Map.of(SHOP.toString(), used));
                return null;
            });
        }

        Optional<Instant> after = keys(it -> it.manifestTokenUsedAt(SHOP));
        assertThat(after).contains(identity.now);
        keys(it -> {
            it.forgetManifestToken(SHOP);
            return true;
        });
        Optional<Instant> later = keys(it -> it.manifestTokenUsedAt(SHOP));
        assertThat(later).isEmpty();
    }

    @Test
    void anotherNodeWithAnotherSecretKeySignsNothingOfOurs() {
        List<?> read = database.transaction(entities -> {
            SigningKeys keys = signingKeys(entities);
            keys.box = TestManifests.box((byte) 8);
            return keys.read();
        });

        assertThat(read).isEmpty();
    }

    @Test
    void keysIssuedAtTheSameTimeAllCount() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        Callable<AccessKey.Issued> issue = () -> keys(it -> it.issue(SHOP, "k", AccessKey.Form.OPAQUE, null, BY_ANN));
        List<Future<AccessKey.Issued>> issued = threads.invokeAll(List.of(issue, issue, issue, issue, issue, issue));
        threads.shutdown();
        reload();

        for (Future<AccessKey.Issued> one : issued) {
            assertThat(authenticate(one.get())).isPresent();
        }
    }
}
