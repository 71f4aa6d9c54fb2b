package aigateway.budget;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/** What all nodes together spent on a budget in a period. Only read: nodes add to the row by SQL, so none overwrites another. */
@Entity
@Table(name = "budget_spend")
@IdClass(SpendRow.Key.class)
class SpendRow {

    @Id
    @Column(name = "rule_id")
    String ruleId;

    @Id
    @Column
    String unit;

    @Id
    @Column
    String pool;

    @Id
    @Column(name = "period_start")
    LocalDate periodStart;

    @Column
    BigDecimal cost;

    @Column
    long tokens;

    @Column(name = "unknown_requests")
    long unknownRequests;

    SpendKey key() {
        return new SpendKey(ruleId, BudgetUnit.of(unit), pool, periodStart);
    }

    Spend spend() {
        return new Spend(cost, tokens, unknownRequests);
    }

    /** The primary key. */
    static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        @Column
        String ruleId;

        @Column
        String unit;

        @Column
        String pool;

        @Column
        LocalDate periodStart;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.ruleId.equals(ruleId)
                    && key.unit.equals(unit)
                    && key.pool.equals(pool)
                    && key.periodStart.equals(periodStart);
        }

        @Override
        public int hashCode() {
            return Objects.hash(ruleId, unit, pool, periodStart);
        }
    }
}
