package aigateway.ratelimit;

import aigateway.admission.AdmissionRule;
import aigateway.admission.Decision;
import aigateway.admission.Permit;
import aigateway.admission.Pooling;
import aigateway.admission.Settlement;
import aigateway.call.ErrorType;
import aigateway.call.ModelCall;
import aigateway.manifest.Configuration;
import aigateway.manifest.Derived;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rate limits of this node. Exact: of any number of calls at once as many pass as the limit allows. No lock is
 * shared between pools.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RateLimits {

    @Inject
    Configuration configuration;

    @Inject
    RateLimitUses uses;

    private final InstantSource clock;
    private final AtomicLong windows = new AtomicLong();
    private final Map<Pools.Identity, Pools> pools = new ConcurrentHashMap<>();
    private final Derived<RateRules> rules = new Derived<>(snapshot -> RateRules.from(snapshot, this::pools));

    public RateLimits() {
        this(InstantSource.system());
    }

    RateLimits(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The rule without the container around it, for those who ask with every request: what the container does for a call of
     * a bean costs several times what the rule does.
     */
    public AdmissionRule rule() {
        return this::admit;
    }

    Decision admit(ModelCall call) {
        RatePermit permit = null;
        for (RateRules.Rule rule : rules.from(configuration.current()).rules()) {
            if (!rule.when().matches(call)) {
                continue;
            }
            permit = permit == null ? new RatePermit(call.names()) : permit;
            long amount = amount(rule, call);
            for (Pooling.Pool pool : rule.pooling().pools(call)) {
                Pools.Taken taken = rule.pools().take(pool.name(), amount, rule.limit());
                if (!taken.taking().granted()) {
                    permit.settle(Settlement.REFUSED);
                    return refusal(rule, pool.name(), taken.taking()).after(permit.rules());
                }
                permit.add(rule, pool, taken, amount);
            }
            // One on a model that only may answer is given back where it does not: the call is still without a rule.
            if (!rule.continues() && rule.when().isCertain(call)) {
                break;
            }
        }
        return new Decision.Granted(permit == null ? Permit.FREE : permit);
    }

    /**
     * An estimate above the whole limit counts as the whole limit: such a call passes when nothing else was taken, and
     * what it really used is counted afterwards. Otherwise it never could.
     */
    private static long amount(RateRules.Rule rule, ModelCall call) {
        if (!rule.unit().tokens()) {
            return 1;
        }
        return Math.min(Math.max(1, call.inputTokens() + call.outputTokens()), Math.max(1, rule.limit()));
    }

    private static Decision.Refused refusal(RateRules.Rule rule, String pool, SlidingWindow.Taking taking) {
        Duration wait = Duration.ofMillis(taking.waitMillis());
        String message = "Rate limit '" + rule.id() + "' of " + rule.limit() + ' '
                + rule.unit().words()
                + (pool.isEmpty() ? "" : " for " + pool) + " is reached. Try again in "
                + Math.max(1, (taking.waitMillis() + 999) / 1000) + " s.";
        return new Decision.Refused(ErrorType.RATE_LIMITED, RatePermit.applied(rule, taking), message, wait);
    }

    private Pools pools(Pools.Identity identity) {
        return pools.computeIfAbsent(identity, it -> new Pools(it.unit(), clock, windows, Pools.MOST));
    }

    /** How many pools are kept in memory. */
    long windows() {
        return windows.get();
    }

    /** How far the limits are used, over all nodes, as of about a second ago. */
    public List<RateLimitUse> use() {
        return uses.current(clock.instant());
    }

    /** The pools of this node that are in use now. */
    public List<RateLimitUse> ownUse() {
        return rules.from(configuration.current()).rules().stream()
                .flatMap(rule -> rule.pools().use(rule))
                .toList();
    }

    /** Forgets what no longer counts. */
    public void sweep() {
        RateRules current = rules.from(configuration.current());
        pools.forEach((identity, idle) -> {
            if (idle.sweep() && current.rules().stream().noneMatch(rule -> rule.pools() == idle)) {
                pools.remove(identity, idle);
            }
        });
    }
}
