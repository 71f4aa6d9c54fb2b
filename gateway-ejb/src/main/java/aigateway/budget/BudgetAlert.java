package aigateway.budget;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget that came to a threshold, once in each period.
 *
 * @param unit as in the manifest
 * @param threshold percent of the limit
 * @param spent in the unit, when it was noticed
 * @param outcome who was told; null: not yet
 */
public record BudgetAlert(
        String id,
        String ruleId,
        String pool,
        String unit,
        int threshold,
        BigDecimal spent,
        BigDecimal limit,
        Instant periodStart,
        Instant crossedAt,
        @Nullable String outcome) {

    /** When the budget is whole again. */
    public Instant resetsAt() {
        Period period = BudgetUnit.of(unit).period();
        return period.endOf(period.startOf(periodStart));
    }

    /** For people who have many mails. */
    public String subject() {
        return "Budget '" + ruleId + '\'' + (pool.isEmpty() ? "" : " for " + pool) + " has reached " + threshold + " %";
    }

    /** For people. */
    public String text() {
        BudgetUnit budget = BudgetUnit.of(unit);
        return subject() + " of " + budget.words(limit) + ": " + budget.amount(spent) + ". It resets at " + resetsAt()
                + '.';
    }
}
