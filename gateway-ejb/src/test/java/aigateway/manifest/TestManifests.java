package aigateway.manifest;

import aigateway.audit.Actor;
import aigateway.audit.TestAudit;
import aigateway.manifest.check.StateCheck;
import aigateway.outbound.AddressPolicy;
import aigateway.store.TestDatabase;
import aigateway.store.TestTransactions;
import aigateway.store.Watchers;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** {@link Manifests} as the container would wire them, over a database of the test. */
public final class TestManifests {

    private final TestDatabase database;
    final List<Changed> announced = new CopyOnWriteArrayList<>();
    final TestTransactions transactions = new TestTransactions();
    final Watchers watchers = transactions.watchers(ForkJoinPool.commonPool());
    public final Map<String, String> environment = new HashMap<>();
    final SecretBox box = box((byte) 1);
    final DraftSecrets secrets = new DraftSecrets(box, new SecretReferences(environment::get));
    final ManifestRules rules =
            new ManifestRules(secrets, new StateCheck("default", new AddressPolicy(List.of("localhost")), false));

    public TestManifests(TestDatabase database) {
        this.database = database;
    }

    public static SecretBox box(byte filling) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, filling);
        SecretKey key = new SecretKeySpec(bytes, "AES");
        return new SecretBox(new SecretKeys(null) {
            @Override
            SecretKey key() {
                return key;
            }
        });
    }

    public ApplyResult apply(String text) {
        return apply(text, "ann", false);
    }

    public ApplyResult apply(String text, String actor, boolean dryRun) {
        return apply(text, Actor.of(actor), dryRun);
    }

    public ApplyResult apply(String text, Actor actor, boolean dryRun) {
        return run(manifests -> manifests.apply(text, actor, dryRun));
    }

    ApplyResult apply(List<ObjectNode> documents, Actor actor, boolean dryRun) {
        return run(manifests -> manifests.apply(documents, actor, dryRun));
    }

    ApplyResult replace(Seen seen, String text) {
        return run(manifests -> manifests.replace(seen, text, Actor.of("ann"), false));
    }

    public ApplyResult delete(String kind, String name, String actor, boolean dryRun) {
        return run(manifests -> manifests.delete(kind, name, Actor.of(actor), dryRun));
    }

    public List<StoredManifest> list(String kind) {
        return run(manifests -> manifests.list(kind));
    }

    Optional<StoredManifest> find(String kind, String name) {
        return run(manifests -> manifests.find(kind, name));
    }

    List<ManifestChange> history(String kind, String name) {
        return run(manifests -> manifests.history(kind, name));
    }

    public <T> T run(Function<Manifests, T> work) {
        return database.transaction(entities -> work.apply(over(entities)));
    }

    public Manifests over(EntityManager entities) {
        Manifests manifests = new Manifests();
        manifests.rules = rules;
        manifests.store = store(entities);
        manifests.changed = new Announcements(announced);
        return manifests;
    }

    ManifestStore store(EntityManager entities) {
        ManifestStore store = new ManifestStore();
        store.entities = entities;
        store.secrets = secrets;
        store.watchers = watchers;
        store.clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
        store.audit = TestAudit.trail(entities, store.clock);
        return store;
    }
}
