package aigateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.audit.Actor;
import aigateway.audit.TestAudit;
import aigateway.manifest.Change;
import aigateway.manifest.Changed;
import aigateway.manifest.StoredManifest;
import aigateway.manifest.TestManifests;
import aigateway.platform.Settings;
import aigateway.store.TestDatabase;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstStartTest {

    private final TestDatabase database = TestDatabase.h2();
    private final TestManifests manifests = new TestManifests(database);
    private final TestIdentity identity = new TestIdentity();

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private Optional<Welcome> start(Map<String, String> settings) {
        return database.transaction(entities -> beginnings(entities).make(new Settings(new TestConfig(settings))));
    }

    private Beginnings beginnings(EntityManager entities) {
        Beginnings beginnings = new Beginnings();
        beginnings.entities = entities;
        beginnings.manifests = manifests.over(entities);
        beginnings.keys = new Keys();
        beginnings.keys.entities = entities;
        beginnings.keys.clock = identity.clock();
        beginnings.keys.audit = TestAudit.trail(entities, identity.clock());
        beginnings.keys.watchers = identity.watchers;
        beginnings.passwords = new Passwords();
        beginnings.passwords.entities = entities;
        beginnings.passwords.clock = identity.clock();
        beginnings.passwords.audit = TestAudit.trail(entities, identity.clock());
        beginnings.passwords.sessions = identity.sessions(entities);
        beginnings.signingKeys = new SigningKeys();
        beginnings.signingKeys.entities = entities;
        beginnings.signingKeys.box = TestManifests.box((byte) 3);
        beginnings.signingKeys.clock = identity.clock();
        return beginnings;
    }

    private Departures departures(EntityManager entities) {
        Beginnings parts = beginnings(entities);
        Departures departures = new Departures();
        departures.keys = parts.keys;
        departures.passwords = parts.passwords;
        departures.sessions = parts.passwords.sessions;
        return departures;
    }

    private String verifier() {
        return database.transaction(
                entities -> entities.find(PasswordRow.class, "admin").verifier());
    }

    @Test
    void theFirstStartSaysAllThatIsNeededToTryItOnce() {
        String text = start(Map.of("gateway.http.port", "9090")).orElseThrow().text();

        assertThat(text)
                .contains("http://localhost:9090/admin")
                .contains("admin")
                .contains("curl http://localhost:9090/v1/chat/completions");
        String password = text.lines()
                .filter(line -> line.contains("Password"))
                .map(line -> line.strip().replaceAll(".*\\s", ""))
                .findFirst()
                .orElseThrow();
        assertThat(PasswordHash.matches(password, verifier())).isTrue();
        assertThat(start(Map.of())).isEmpty();
    }

    @Test
    void aPasswordThatWasChosenIsUsedAndNotPrinted() {
        Welcome welcome =
                start(Map.of("gateway.admin.password", "canary-password")).orElseThrow();

        assertThat(welcome.text()).contains("GATEWAY_ADMIN_PASSWORD").doesNotContain("canary");
        assertThat(PasswordHash.matches("canary-password", verifier())).isTrue();
    }

    @Test
    void applicationsThatStartTogetherBeginOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Optional<Welcome>> start = () -> start(Map.of());
        int welcomes = 0;
        for (Future<Optional<Welcome>> one : threads.invokeAll(List.of(start, start, start, start))) {
            welcomes += one.get().isPresent() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(welcomes).isEqualTo(1);
        List<StoredManifest> users = manifests.run(it -> it.list("user"));
        assertThat(users).hasSize(1);
    }

    @Test
    void whoIsDeletedTakesKeysAndPasswordAlong() {
        start(Map.of());
        database.transaction(entities -> {
            Departures departures = departures(entities);
            departures.changed(deleted("virtual-account", "demo"));
            departures.changed(deleted("user", "admin"));
            return null;
        });

        List<AccessKey> keys =
                database.transaction(entities -> beginnings(entities).keys.of(Subject.virtualAccount("demo")));
        assertThat(keys).hasSize(1).noneMatch(key -> key.isActive(identity.now));
        PasswordRow password = database.transaction(entities -> entities.find(PasswordRow.class, "admin"));
        assertThat(password).isNull();
    }

    @Test
    void anotherPasswordInAManifestEndsTheSessionsAndThePasswordThatWasChosen() {
        start(Map.of());
        long before = sessionsSince();

        change(Set.of());
        assertThat(sessionsSince()).as("something else was changed").isEqualTo(before);
        assertThat(verifier()).isNotEmpty();

        change(Set.of("password"));
        assertThat(sessionsSince()).isGreaterThan(before);
        PasswordRow password = database.transaction(entities -> entities.find(PasswordRow.class, "admin"));
        assertThat(password).as("what was chosen counts no more").isNull();
    }

    private void change(Set<String> secrets) {
        database.transaction(entities -> {
            Departures departures = departures(entities);
            Change change = new Change(Change.Action.UPDATE, "user", "admin", "", "");
            departures.changed(new Changed(change, secrets, Actor.of("ann")));
            return null;
        });
    }

    private long sessionsSince() {
        return database.transaction(
                entities -> entities.find(SessionsSinceRow.class, "user:admin").since());
    }

    private static Changed deleted(String kind, String name) {
        return new Changed(new Change(Change.Action.DELETE, kind, name, "", null), Set.of(), Actor.of("ann"));
    }
}
