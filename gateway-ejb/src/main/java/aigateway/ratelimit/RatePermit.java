package aigateway.ratelimit;

import aigateway.admission.AppliedRule;
import aigateway.admission.Permit;
import aigateway.admission.Pooling;
import aigateway.admission.Settlement;
import aigateway.call.ModelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a call took from the windows of the rules that applied. Tokens belong to the moment they were taken. */
final class RatePermit implements Permit {

    private record Share(
            RateRules.Rule rule, Pooling.Pool pool, SlidingWindow window, SlidingWindow.Taking taking, long amount) {}

    private final ModelNames names;
    private final List<Share> shares = new ArrayList<>(2);
    private final AtomicBoolean settled = new AtomicBoolean();

    RatePermit(ModelNames names) {
        this.names = names;
    }

    void add(RateRules.Rule rule, Pooling.Pool pool, Pools.Taken taken, long amount) {
        shares.add(new Share(rule, pool, taken.window(), taken.taking(), amount));
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    @Override
    public List<AppliedRule> rules() {
        List<AppliedRule> rules = new ArrayList<>(shares.size());
        for (Share share : shares) {
            rules.add(applied(share.rule, share.taking));
        }
        return rules;
    }

    static AppliedRule applied(RateRules.Rule rule, SlidingWindow.Taking taking) {
        return new AppliedRule(
                AppliedRule.Kind.RATE_LIMIT,
                rule.id(),
                rule.manifestUnit(),
                rule.limitDecimal(),
                BigDecimal.valueOf(taking.remaining()),
                Duration.ofMillis(taking.waitMillis()));
    }

    @Override
    public void settle(Settlement settlement) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        for (Share share : shares) {
            long real = !settlement.countsOn(share.rule.when(), share.pool, names)
                    ? 0
                    : share.rule.unit().tokens()
                            ? Math.max(0, settlement.usage().totalTokens())
                            : share.amount;
            if (real != share.amount) {
                share.window.correct(share.taking.slot(), real - share.amount);
            }
        }
    }
}
