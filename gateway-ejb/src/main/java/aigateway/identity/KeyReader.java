package aigateway.identity;

import aigateway.store.ChangeCounter;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings keys from the database into memory and their last use back, each in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class KeyReader {

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    SigningKeys signingKeys;

    @Inject
    InstantSource clock;

    /** @return empty when the database holds no other version; one cheap query then */
    public Optional<KeyRing> readUnless(long version) {
        long stored = ChangeCounter.read(entities, ChangeCounter.KEYS);
        if (stored == version) {
            return Optional.empty();
        }
        // A signed key needs its row until it would have expired by itself: the row may say it ended earlier.
        List<AccessKeyRow> rows = entities.createQuery(
                        "SELECT k FROM AccessKeyRow k WHERE k.form = 'JWT'"
                                + " OR ((k.expiresAt IS NULL OR k.expiresAt > :now) AND k.revokedAt IS NULL)",
                        AccessKeyRow.class)
                .setParameter("now", clock.millis())
                .getResultList();
        List<EndedSessionRow> ended = entities.createQuery(
                        "SELECT s FROM EndedSessionRow s WHERE s.expiresAt > :now", EndedSessionRow.class)
                .setParameter("now", clock.millis())
                .getResultList();
        List<SessionsSinceRow> since = entities.createQuery("SELECT s FROM SessionsSinceRow s", SessionsSinceRow.class)
                .getResultList();
        return Optional.of(KeyRing.of(stored, rows, ended, since, signingKeys.read()));
    }

    public void write(Map<String, Long> lastUses) {
        lastUses.forEach((use, millis) -> Subject.parse(use)
                .ifPresentOrElse(subject -> writeOfManifest(subject, millis), () -> writeOfKey(use, millis)));
    }

    private void writeOfKey(String id, long millis) {
        entities.createQuery("UPDATE AccessKeyRow k SET k.lastUsedAt = :millis"
                        + " WHERE k.id = :id AND (k.lastUsedAt IS NULL OR k.lastUsedAt < :millis)")
                .setParameter("millis", millis)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Two nodes that write the first use at once: one of them fails and writes it the next time. */
    private void writeOfManifest(Subject subject, long millis) {
        ManifestTokenUseRow row = entities.find(ManifestTokenUseRow.class, subject.toString());
        if (row == null) {
            entities.persist(new ManifestTokenUseRow(subject, millis));
        } else {
            row.used(millis);
        }
    }
}
