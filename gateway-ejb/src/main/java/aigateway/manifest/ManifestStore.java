package aigateway.manifest;

import aigateway.audit.Actor;
import aigateway.audit.AuditEntry;
import aigateway.audit.AuditTrail;
import aigateway.audit.KeptChange;
import aigateway.audit.Thing;
import aigateway.audit.Versions;
import aigateway.manifest.document.Documents;
import aigateway.manifest.document.Problem;
import aigateway.store.ChangeCounter;
import aigateway.store.Watchers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Manifests in the database. Used inside a transaction of {@link Manifests} or of a background reader. */
@ApplicationScoped
class ManifestStore {

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    Watchers watchers;

    @Inject
    DraftSecrets secrets;

    @Inject
    AuditTrail audit;

    @Inject
    InstantSource clock;

    /** Waits for other changes; the transaction then holds the configuration alone. */
    long lock() {
        return ChangeCounter.locked(entities, ChangeCounter.MANIFESTS).version();
    }

    long version() {
        return ChangeCounter.read(entities, ChangeCounter.MANIFESTS);
    }

    State state() {
        Map<ManifestRow.Key, Draft> drafts = new HashMap<>();
        for (ManifestRow row : rows()) {
            Draft draft = Draft.of(Problem.ELSEWHERE, Documents.stored(row.document()));
            drafts.put(draft.key(), draft.with(secrets.opened(draft)));
        }
        return new State(drafts);
    }

    private List<ManifestRow> rows() {
        return entities.createQuery("SELECT m FROM ManifestRow m", ManifestRow.class)
                .getResultList();
    }

    /** @return the new version */
    long write(State current, State next, Actor actor) {
        long version = ChangeCounter.locked(entities, ChangeCounter.MANIFESTS).increment();
        watchers.changed(ChangeCounter.MANIFESTS);
        Instant now = clock.instant();
        next.drafts().forEach((key, draft) -> {
            Draft before = current.drafts().get(key);
            if (before == null || !before.saysTheSameAs(draft)) {
                String document = Documents.json(secrets.sealed(draft));
                ManifestRow row = entities.find(ManifestRow.class, key);
                String documentBefore = row == null ? null : row.document();
                ManifestRow changed = row == null ? new ManifestRow(key.kind, key.name) : row;
                changed.change(draft.type(), document, version, actor.name(), now);
                if (row == null) {
                    entities.persist(changed);
                }
                Set<String> others = before == null ? Set.of() : secrets.others(before, draft);
                audit.keepChange(actor, thing(key), new Versions(version, documentBefore, document), detail(others));
            }
        });
        current.drafts().forEach((key, draft) -> {
            ManifestRow row = next.drafts().containsKey(key) ? null : entities.find(ManifestRow.class, key);
            if (row != null) {
                audit.keepChange(actor, thing(key), new Versions(version, row.document(), null), null);
                entities.remove(row);
            }
        });
        return version;
    }

    private static Thing thing(ManifestRow.Key key) {
        return new Thing(key.kind, key.name);
    }

    /** Masked, one secret looks like another. */
    private static @Nullable String detail(Set<String> secrets) {
        return secrets.isEmpty() ? null : "Other secrets in " + String.join(", ", secrets);
    }

    List<StoredManifest> list(String kind) {
        return entities.createQuery(
                        "SELECT m FROM ManifestRow m WHERE m.kind = :kind ORDER BY m.name", ManifestRow.class)
                .setParameter("kind", kind)
                .getResultStream()
                .map(this::stored)
                .toList();
    }

    Optional<StoredManifest> find(String kind, String name) {
        return Optional.ofNullable(entities.find(ManifestRow.class, new ManifestRow.Key(kind, name)))
                .map(this::stored);
    }

    private StoredManifest stored(ManifestRow row) {
        return new StoredManifest(
                row.kind(),
                row.type(),
                row.name(),
                yaml(row.document()),
                Documents.json(secrets.masked(Documents.stored(row.document()))),
                row.version(),
                row.updatedBy(),
                row.updatedAt());
    }

    List<ManifestChange> history(String kind, String name) {
        return audit.changes(new Thing(kind, name)).stream().map(this::change).toList();
    }

    Optional<ManifestChange> change(long auditId) {
        return audit.change(auditId).map(this::change);
    }

    private ManifestChange change(KeptChange kept) {
        AuditEntry entry = kept.entry();
        Versions versions = kept.versions();
        String before = versions.before() == null ? null : yaml(versions.before());
        String after = versions.after() == null ? null : yaml(versions.after());
        Change.Action action =
                before == null ? Change.Action.CREATE : after == null ? Change.Action.DELETE : Change.Action.UPDATE;
        return new ManifestChange(
                versions.version(),
                entry.actor().name(),
                entry.at(),
                new Change(action, entry.thing().type(), entry.thing().name(), before, after));
    }

    private String yaml(String document) {
        return Documents.yaml(secrets.masked(Documents.stored(document)));
    }
}
