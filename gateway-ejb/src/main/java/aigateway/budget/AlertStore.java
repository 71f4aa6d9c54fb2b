package aigateway.budget;

import aigateway.admission.Pooling;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The alerts that were raised, each once, whichever node noticed. */
@Stateless
public class AlertStore {

    private static final int MAX_OUTCOME = 1024;
    private static final String TAKEN_UP = "being told by another node";

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    /**
     * @return whether it is new. When another node raises the same at the same moment one of them fails here; asked
     *     again it learns that it is not
     */
    public boolean raise(BudgetAlert alert) {
        boolean known = !entities.createQuery(
                        "select a.id from AlertRow a where a.ruleId = :rule and a.unit = :unit and a.pool = :pool"
                                + " and a.periodStart = :start and a.threshold = :threshold",
                        String.class)
                .setParameter("rule", alert.ruleId())
                .setParameter("unit", alert.unit())
                .setParameter("pool", alert.pool())
                .setParameter(
                        "start", alert.periodStart().atOffset(ZoneOffset.UTC).toLocalDate())
                .setParameter("threshold", alert.threshold())
                .getResultList()
                .isEmpty();
        if (!known) {
            entities.persist(new AlertRow(alert));
        }
        return !known;
    }

    /** @param outcome may have words of whoever answered in it */
    public void told(String id, String outcome) {
        String stored = Pooling.storable(outcome);
        entities.createQuery("update AlertRow a set a.outcome = :outcome where a.id = :id")
                .setParameter("outcome", stored.length() <= MAX_OUTCOME ? stored : stored.substring(0, MAX_OUTCOME))
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * Alerts of which nobody noted how telling them went: the node that raised them has ended.
     *
     * @param from first moment at which they may have been raised
     * @param until first moment at which whoever raised them may still be at it
     */
    public List<BudgetAlert> untold(Instant from, Instant until) {
        return entities.createQuery(
                        "select a from AlertRow a where a.outcome is null"
                                + " and a.crossedAt >= :from and a.crossedAt < :until order by a.crossedAt",
                        AlertRow.class)
                .setParameter("from", from.toEpochMilli())
                .setParameter("until", until.toEpochMilli())
                .getResultStream()
                .map(AlertRow::alert)
                .toList();
    }

    /** Whether it is the caller's to tell: of nodes that take it up at once, one finds it as it was. */
    public boolean take(String id) {
        return entities.createQuery("update AlertRow a set a.outcome = :taken where a.id = :id and a.outcome is null")
                        .setParameter("taken", TAKEN_UP)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** The newest first. */
    public List<BudgetAlert> latest(int most) {
        return entities.createQuery("select a from AlertRow a order by a.crossedAt desc", AlertRow.class)
                .setMaxResults(most)
                .getResultStream()
                .map(AlertRow::alert)
                .toList();
    }
}
