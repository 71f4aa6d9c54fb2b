package aigateway.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes denials and lets go of what is old, each time in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AuditStore {

    private static final Thing OVERFLOW = new Thing(Thing.API, "more than 1,000 different denials in a minute");

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    @Inject
    InstantSource clock;

    /** @return the rows that count them, old ones and new ones */
    public Map<Denial, Long> write(Map<Denial, Tally> tallies) {
        Map<Denial, Long> rows = new HashMap<>();
        tallies.forEach((denial, tally) -> {
            AuditRow row = tally.row() == null ? null : entities.find(AuditRow.class, tally.row());
            if (row == null) {
                row = new AuditRow(denial.who(), denial.action(), denial.thing(), tally.detail(), tally.first());
                entities.persist(row);
            }
            row.happened(tally.times(), tally.last());
            rows.put(denial, row.id());
        });
        return rows;
    }

    public void writeNotKept(long many) {
        AuditRow row = new AuditRow(Actor.GATEWAY, AuditAction.DENIALS_NOT_KEPT, OVERFLOW, null, clock.instant());
        row.happened(many, clock.instant());
        entities.persist(row);
    }

    /** @return how many went; fewer than asked for when nothing old is left */
    public int prune(Instant before, int most) {
        List<Long> old = entities.createQuery("SELECT a.id FROM AuditRow a WHERE a.at < :before", Long.class)
                .setParameter("before", before.toEpochMilli())
                .setMaxResults(most)
                .getResultList();
        return old.isEmpty()
                ? 0
                : entities.createQuery("DELETE FROM AuditRow a WHERE a.id IN :old")
                        .setParameter("old", old)
                        .executeUpdate();
    }
}
