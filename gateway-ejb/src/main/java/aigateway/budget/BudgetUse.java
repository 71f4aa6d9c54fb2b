package aigateway.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How far a budget is used in its current period.
 *
 * @param pool {@code user:ann@example.com}; empty: the one pool all calls share
 * @param unit as in the manifest
 * @param used in the budget's unit, without what calls in progress have set aside
 * @param cost dollars of the calls whose price is known
 * @param unknownRequests calls whose price nobody knows
 * @param auditMode the budget counts and never blocks
 */
public record BudgetUse(
        String ruleId,
        String pool,
        String unit,
        BigDecimal used,
        BigDecimal limit,
        BigDecimal cost,
        long tokens,
        long unknownRequests,
        boolean auditMode,
        Instant periodStart,
        Instant resetsAt) {

    public BigDecimal remaining() {
        return limit.subtract(used).max(BigDecimal.ZERO);
    }

    /** Of the limit, from 0 to 1; above 1 when it is overrun. */
    public double share() {
        return limit.signum() <= 0
                ? 1
                : used.divide(limit, 6, RoundingMode.HALF_UP).doubleValue();
    }

    /** Spend without a rule in force is left out; a rule for all that nobody used yet is shown as unused. */
    static List<BudgetUse> of(BudgetRules rules, Map<SpendKey, Spend> spend, Instant now) {
        List<BudgetUse> uses = new ArrayList<>();
        for (BudgetRules.Rule rule : rules.rules()) {
            boolean used = false;
            for (Map.Entry<SpendKey, Spend> entry : spend.entrySet()) {
                if (rule.isFor(entry.getKey(), now.toEpochMilli())) {
                    uses.add(of(rule, entry.getKey(), entry.getValue()));
                    used = true;
                }
            }
            if (!used && rule.manifest().budgetAppliesPer().isEmpty()) {
                SpendKey unused = new SpendKey(rule.id(), rule.unit(), "", rule.periodStart(now.toEpochMilli()));
                uses.add(of(rule, unused, Spend.NONE));
            }
        }
        uses.sort(Comparator.comparingDouble(BudgetUse::share).reversed());
        return uses;
    }

    private static BudgetUse of(BudgetRules.Rule rule, SpendKey key, Spend spend) {
        return new BudgetUse(
                rule.id(),
                key.pool(),
                rule.manifest().unit(),
                spend.in(rule.unit()),
                rule.manifest().limitTo(),
                spend.cost(),
                spend.tokens(),
                spend.unknownRequests(),
                rule.manifest().auditMode(),
                key.periodStart().atStartOfDay(ZoneOffset.UTC).toInstant(),
                rule.unit().period().endOf(key.periodStart()));
    }
}
