package aigateway.budget;

import aigateway.admission.Pooling;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.BudgetConfig;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** The budgets in force. */
record BudgetRules(List<Rule> rules) {

    BudgetRules {
        rules = List.copyOf(rules);
    }

    static BudgetRules from(Snapshot snapshot) {
        return new BudgetRules(snapshot.budget().map(BudgetConfig::rules).orElse(List.of()).stream()
                .map(Rule::new)
                .toList());
    }

    /** Whom to tell of an alert of that rule; nobody when it is no longer there. */
    List<BudgetConfig.NotificationTarget> targets(String ruleId) {
        return rules.stream()
                .filter(rule -> rule.id().equals(ruleId))
                .map(rule -> rule.manifest().alerts())
                .filter(Objects::nonNull)
                .findFirst()
                .map(BudgetConfig.Alerts::notificationTarget)
                .orElse(List.of());
    }

    /** A budget with the period it is in. */
    static final class Rule {

        private record Now(LocalDate start, long startMillis, long endMillis) {}

        private final BudgetConfig.Rule manifest;
        private final String id;
        private final BudgetUnit unit;
        private final Pooling pooling;
        private volatile Now now = new Now(LocalDate.EPOCH, 0, 0);

        Rule(BudgetConfig.Rule manifest) {
            this.manifest = manifest;
            this.id = Pooling.storable(manifest.id());
            this.unit = BudgetUnit.of(manifest.unit());
            this.pooling = new Pooling(manifest.budgetAppliesPer(), manifest.when());
        }

        BudgetConfig.Rule manifest() {
            return manifest;
        }

        /** What its spend is stored under. */
        String id() {
            return id;
        }

        BudgetUnit unit() {
            return unit;
        }

        Pooling pooling() {
            return pooling;
        }

        /** First day of the current period; worked out once for each period. */
        LocalDate periodStart(long millis) {
            Now current = now;
            if (millis < current.startMillis || millis >= current.endMillis) {
                LocalDate start = unit.period().startOf(Instant.ofEpochMilli(millis));
                current = new Now(
                        start,
                        start.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(),
                        unit.period().endOf(start).toEpochMilli());
                now = current;
            }
            return current.start;
        }

        /** Whether spend under this key counts here now. */
        boolean isFor(SpendKey key, long millis) {
            return key.ruleId().equals(id())
                    && key.unit() == unit
                    && key.periodStart().equals(periodStart(millis))
                    && pooling.mayBe(key.pool());
        }
    }
}
