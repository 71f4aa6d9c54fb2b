package aigateway.budget;

import aigateway.admission.AppliedRule;
import aigateway.admission.Permit;
import aigateway.admission.Pooling;
import aigateway.admission.Settlement;
import aigateway.call.ModelNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What was set aside for a call in each budget it counts on. A call counts in the period it was admitted in. */
final class BudgetPermit implements Permit {

    private record Share(
            BudgetRules.Rule rule,
            Pooling.Pool pool,
            Balance balance,
            Balance.Reservation reservation,
            Duration reset) {}

    private final ModelNames names;
    private final List<Share> shares = new ArrayList<>(2);
    private final AtomicBoolean settled = new AtomicBoolean();

    BudgetPermit(ModelNames names) {
        this.names = names;
    }

    void add(
            BudgetRules.Rule rule,
            Pooling.Pool pool,
            Balance balance,
            Balance.Reservation reservation,
            Duration reset) {
        shares.add(new Share(rule, pool, balance, reservation, reset));
    }

    @Override
    public List<AppliedRule> rules() {
        List<AppliedRule> rules = new ArrayList<>(shares.size());
        for (Share share : shares) {
            rules.add(applied(share.rule, share.reservation, share.reset));
        }
        return rules;
    }

    static AppliedRule applied(BudgetRules.Rule rule, Balance.Reservation reservation, Duration reset) {
        return new AppliedRule(
                AppliedRule.Kind.BUDGET,
                rule.id(),
                rule.manifest().unit(),
                rule.manifest().limitTo(),
                reservation.remaining(),
                reset);
    }

    @Override
    public void settle(Settlement settlement) {
        if (settled.compareAndSet(false, true)) {
            Spend real = Spend.of(settlement);
            for (Share share : shares) {
                boolean counts = settlement.countsOn(share.rule.manifest().when(), share.pool, names);
                share.balance.settle(share.reservation, counts ? real : Spend.NONE);
            }
        }
    }
}
