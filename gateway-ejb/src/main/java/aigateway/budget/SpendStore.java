package aigateway.budget;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spend in the database. All nodes add to the same rows.
 *
 * <p>A batch carries an id that is written in its transaction. Whoever does not know whether a commit went through adds
 * the same batch again, and it counts once.
 */
@Stateless
public class SpendStore {

    private static final String ADD =
            """
            UPDATE budget_spend
            SET cost = cost + ?1, tokens = tokens + ?2, unknown_requests = unknown_requests + ?3, updated_at = CURRENT_TIMESTAMP
            WHERE rule_id = ?4 AND unit = ?5 AND pool = ?6 AND period_start = ?7
            """;

    private static final String INSERT =
            """
            INSERT INTO budget_spend (cost, tokens, unknown_requests, rule_id, unit, pool, period_start, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CURRENT_TIMESTAMP)
            """;

    /** Longer than a transaction of {@link #add} takes from its first statement to its commit. */
    private static final String CHANGED =
            """
            SELECT rule_id, unit, pool, period_start, cost, tokens, unknown_requests FROM budget_spend
            WHERE updated_at > CURRENT_TIMESTAMP - INTERVAL '10' SECOND
            """;

    @PersistenceContext(unitName = "gateway")
    EntityManager entities;

    /**
     * What calls came to since the last batch.
     *
     * @param id of the batch, the same at each attempt
     */
    public record Batch(String id, SortedMap<SpendKey, Spend> spend) {
        public Batch {
            spend = new TreeMap<>(spend);
        }
    }

    /** @return what all nodes together have spent now on each budget of the batch */
    public Map<SpendKey, Spend> add(Batch batch, Instant now) {
        if (!isAdded(batch)) {
            entities.createNativeQuery("INSERT INTO budget_flush (id, added_at) VALUES (?1, ?2)")
                    .setParameter(1, batch.id())
                    .setParameter(2, now.toEpochMilli())
                    .executeUpdate();
            batch.spend().forEach(this::add);
        }
        Map<SpendKey, Spend> totals = new LinkedHashMap<>();
        batch.spend().keySet().forEach(key -> totals.put(key, total(key)));
        return totals;
    }

    private boolean isAdded(Batch batch) {
        return !entities.createNativeQuery("SELECT id FROM budget_flush WHERE id = ?1")
                .setParameter(1, batch.id())
                .getResultList()
                .isEmpty();
    }

    private void add(SpendKey key, Spend spend) {
        if (write(ADD, key, spend) == 0) {
            write(INSERT, key, spend);
        }
    }

    private int write(String sql, SpendKey key, Spend spend) {
        Query query = entities.createNativeQuery(sql)
                .setParameter(1, spend.cost())
                .setParameter(2, spend.tokens())
                .setParameter(3, spend.unknownRequests())
                .setParameter(4, key.ruleId())
                .setParameter(5, key.unit().manifestName())
                .setParameter(6, key.pool())
                .setParameter(7, key.periodStart());
        return query.executeUpdate();
    }

    private Spend total(SpendKey key) {
        return entities.createQuery(
                        "select s from SpendRow s where s.ruleId = :rule and s.unit = :unit and s.pool = :pool"
                                + " and s.periodStart = :start",
                        SpendRow.class)
                .setParameter("rule", key.ruleId())
                .setParameter("unit", key.unit().manifestName())
                .setParameter("pool", key.pool())
                .setParameter("start", key.periodStart())
                .getSingleResult()
                .spend();
    }

    /** What was spent in the periods that last until now. */
    public Map<SpendKey, Spend> current(Instant now) {
        LocalDate oldest = Period.QUARTER.startOf(now).minusDays(7);
        return byKey(entities.createQuery("select s from SpendRow s where s.periodStart >= :oldest", SpendRow.class)
                .setParameter("oldest", oldest)
                .getResultList());
    }

    /** What was written by any node in the last seconds. */
    @SuppressWarnings("unchecked")
    public Map<SpendKey, Spend> changed() {
        return byKey(entities.createNativeQuery(CHANGED, SpendRow.class).getResultList());
    }

    /** Forgets batches that nobody will add again. */
    public void sweep(Instant now) {
        entities.createNativeQuery("DELETE FROM budget_flush WHERE added_at < ?1")
                .setParameter(1, now.minus(Duration.ofDays(2)).toEpochMilli())
                .executeUpdate();
    }

    private static Map<SpendKey, Spend> byKey(List<SpendRow> rows) {
        Map<SpendKey, Spend> result = new LinkedHashMap<>();
        rows.forEach(row -> result.put(row.key(), row.spend()));
        return result;
    }
}
