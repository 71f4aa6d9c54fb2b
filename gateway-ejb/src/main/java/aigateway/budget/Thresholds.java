package aigateway.budget;

import aigateway.manifest.type.BudgetConfig;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which alerts a spend calls for that this node has not dealt with yet. Used by one thread. */
final class Thresholds {

    private record Crossed(SpendKey key, int threshold) {}

    private final Set<Crossed> done = new HashSet<>();

    /** An alert, the targets to tell, and what to call when it is dealt with. */
    record Due(BudgetAlert alert, List<BudgetConfig.NotificationTarget> targets, Runnable done) {}

    List<Due> due(BudgetRules rules, SpendKey key, Spend total, Instant now) {
        List<Due> due = new ArrayList<>();
        for (BudgetRules.Rule rule : rules.rules()) {
            BudgetConfig.Alerts alerts = rule.manifest().alerts();
            if (alerts == null || !rule.isFor(key, now.toEpochMilli())) {
                continue;
            }
            BigDecimal spent = total.in(rule.unit());
            for (int threshold : alerts.thresholds()) {
                Crossed crossed = new Crossed(key, threshold);
                if (isReached(spent, rule.manifest().limitTo(), threshold) && !done.contains(crossed)) {
                    BudgetAlert alert = alert(rule, key, threshold, spent, now);
                    due.add(new Due(alert, alerts.notificationTarget(), () -> done.add(crossed)));
                }
            }
        }
        return due;
    }

    private static boolean isReached(BigDecimal spent, BigDecimal limit, int percent) {
        return spent.signum() > 0
                && spent.movePointRight(2).compareTo(limit.multiply(BigDecimal.valueOf(percent))) >= 0;
    }

    private static BudgetAlert alert(
            BudgetRules.Rule rule, SpendKey key, int threshold, BigDecimal spent, Instant now) {
        return new BudgetAlert(
                UUID.randomUUID().toString(),
                key.ruleId(),
                key.pool(),
                rule.manifest().unit(),
                threshold,
                spent,
                rule.manifest().limitTo(),
                key.periodStart().atStartOfDay(ZoneOffset.UTC).toInstant(),
                now,
                null);
    }

    /** Forgets periods that are over. */
    void forgetBefore(Instant moment) {
        done.removeIf(crossed ->
                crossed.key.unit().period().endOf(crossed.key.periodStart()).isBefore(moment));
    }
}
