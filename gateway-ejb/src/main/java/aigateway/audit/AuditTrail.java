package aigateway.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what somebody did, in the very transaction that does it: what happened is kept, and what cannot be kept does not
 * happen. Who was turned away is a matter of {@link Denials}.
 */
@ApplicationScoped
public class AuditTrail {

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    InstantSource clock;

    /** @param detail a sentence for people; never a secret */
    public void keep(Actor who, AuditAction action, Thing thing, @Nullable String detail) {
        entities.persist(new AuditRow(who, action, thing, detail, clock.instant()));
    }

    public void keepChange(Actor who, Thing manifest, Versions versions, @Nullable String detail) {
        AuditRow row = new AuditRow(who, versions.action(), manifest, detail, clock.instant());
        row.changed(versions);
        entities.persist(row);
    }

    /** Of one manifest, newest first. */
    public List<KeptChange> changes(Thing manifest) {
        return entities.createQuery(
                        "SELECT a FROM AuditRow a WHERE a.type = :type AND a.name = :name AND a.version IS NOT NULL"
                                + " ORDER BY a.version DESC, a.id DESC",
                        AuditRow.class)
                .setParameter("type", manifest.type())
                .setParameter("name", manifest.name())
                .getResultStream()
                .flatMap(row -> row.change().stream())
                .toList();
    }

    /** @return empty when there is no such entry, or it is about something else than a manifest */
    public Optional<KeptChange> change(long id) {
        return Optional.ofNullable(entities.find(AuditRow.class, id)).flatMap(AuditRow::change);
    }
}
