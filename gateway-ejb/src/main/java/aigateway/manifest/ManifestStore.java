package aigateway.manifest;

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
    long write(State current, State next, String actor) {
        long version = ChangeCounter.locked(entities, ChangeCounter.MANIFESTS).increment();
        watchers.changed(ChangeCounter.MANIFESTS);
        Instant now = clock.instant();
        next.drafts().forEach((key, draft) -> {
            Draft before = current.drafts().get(key);
            if (before == null || !before.tree().equals(draft.tree())) {
                String document = Documents.json(secrets.sealed(draft));
                ManifestRow row = entities.find(ManifestRow.class, key);
                String documentBefore = row == null ? null : row.document();
                ManifestRow changed = row == null ? new ManifestRow(key.kind, key.name) : row;
                changed.change(draft.type(), document, version, actor, now);
                if (row == null) {
                    entities.persist(changed);
                }
                record(key, version, actor, now, documentBefore, document);
            }
        });
        current.drafts().forEach((key, draft) -> {
            ManifestRow row = next.drafts().containsKey(key) ? null : entities.find(ManifestRow.class, key);
            if (row != null) {
                record(key, version, actor, now, row.document(), null);
                entities.remove(row);
            }
        });
        return version;
    }

    private void record(
            ManifestRow.Key key,
            long version,
            String actor,
            Instant now,
            @Nullable String before,
            @Nullable String after) {
        entities.persist(new ChangeRow(key, version, actor, now, before, after));
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
        return entities.createQuery(
                        "SELECT c FROM ChangeRow c WHERE c.kind = :kind AND c.name = :name ORDER BY c.version DESC",
                        ChangeRow.class)
                .setParameter("kind", kind)
                .setParameter("name", name)
                .getResultStream()
                .map(row -> change(kind, name, row))
                .toList();
    }

    private ManifestChange change(String kind, String name, ChangeRow row) {
        String before = row.before() == null ? null : yaml(row.before());
        String after = row.after() == null ? null : yaml(row.after());
        Change.Action action =
                before == null ? Change.Action.CREATE : after == null ? Change.Action.DELETE : Change.Action.UPDATE;
        return new ManifestChange(
                row.version(), row.changedBy(), row.changedAt(), new Change(action, kind, name, before, after));
    }

    private String yaml(String document) {
        return Documents.yaml(secrets.masked(Documents.stored(document)));
    }
}
