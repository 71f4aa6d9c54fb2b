package aigateway.budget;

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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/**
 * The budgets. The most a call can come to is set aside before it and becomes what it did come to after it, so calls
 * at the same time cannot overrun a budget together. Answers from memory; other nodes' spend is known half a second
 * later.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Budgets {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** Of what has happened already: nothing is set aside, and nothing can be refused. */
    private static final Balance.Claim AFTERWARDS = new Balance.Claim(BigDecimal.ZERO, true, false);

    @Inject
    Configuration configuration;

    @Inject
    SpendStore store;

    @Inject
    AlertStore alerts;

    private final InstantSource clock;
    private final Ledger ledger = new Ledger();
    private final Derived<BudgetRules> rules = new Derived<>(BudgetRules::from);

    public Budgets() {
        this(InstantSource.system());
    }

    Budgets(InstantSource clock) {
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
        BudgetPermit permit = null;
        for (BudgetRules.Rule rule : rules.from(configuration.current()).rules()) {
            if (!rule.manifest().when().matches(call)) {
                continue;
            }
            permit = permit == null ? new BudgetPermit(call.names()) : permit;
            long now = clock.millis();
            LocalDate period = rule.periodStart(now);
            Instant end = rule.unit().period().endOf(period);
            Duration reset = Duration.ofMillis(end.toEpochMilli() - now);
            Balance.Claim claim = claim(rule, call);
            for (Pooling.Pool pool : rule.pooling().pools(call)) {
                Balance balance = ledger.balance(new SpendKey(rule.id(), rule.unit(), pool.name(), period));
                Balance.Reservation reservation =
                        balance.reserve(claim, rule.manifest().limitTo());
                if (!reservation.granted()) {
                    permit.settle(Settlement.REFUSED);
                    return new Decision.Refused(
                                    ErrorType.BUDGET_EXCEEDED,
                                    BudgetPermit.applied(rule, reservation, reset),
                                    message(rule, pool.name(), claim, reservation, end),
                                    reservation.held() ? MOMENT : reset)
                            .after(permit.rules());
                }
                permit.add(rule, pool, balance, reservation, reset);
            }
        }
        return new Decision.Granted(permit == null ? Permit.FREE : permit);
    }

    /**
     * Counts what a call came to that nobody could ask about before, a batch's: no budget refuses it, and each that the call
     * counts on has that much less.
     */
    public void charge(ModelCall call, Settlement settlement) {
        BudgetPermit permit = new BudgetPermit(call.names());
        for (BudgetRules.Rule rule : rules.from(configuration.current()).rules()) {
            if (rule.manifest().when().matches(call)) {
                LocalDate period = rule.periodStart(clock.millis());
                for (Pooling.Pool pool : rule.pooling().pools(call)) {
                    Balance balance = ledger.balance(new SpendKey(rule.id(), rule.unit(), pool.name(), period));
                    permit.add(
                            rule,
                            pool,
                            balance,
                            balance.reserve(AFTERWARDS, rule.manifest().limitTo()),
                            Duration.ZERO);
                }
            }
        }
        permit.settle(settlement);
    }

    private static Balance.Claim claim(BudgetRules.Rule rule, ModelCall call) {
        BigDecimal amount = rule.unit().tokens()
                ? BigDecimal.valueOf(call.inputTokens() + call.outputTokens())
                : call.worstCaseCost();
        return new Balance.Claim(amount, call.outputBounded(), !rule.manifest().auditMode());
    }

    private static String message(
            BudgetRules.Rule rule, String pool, Balance.Claim claim, Balance.Reservation reservation, Instant end) {
        BudgetUnit unit = rule.unit();
        String budget = "Budget '" + rule.id() + "' of "
                + unit.words(rule.manifest().limitTo()) + (pool.isEmpty() ? "" : " for " + pool);
        if (reservation.held()) {
            return budget + " is held by calls in progress. Try again in a moment; it resets at " + end + '.';
        }
        if (reservation.remaining().signum() > 0 && claim.amount() != null) {
            return budget + " has " + unit.amount(reservation.remaining()) + " left, and this call could need "
                    + unit.amount(claim.amount()) + ". Ask for fewer tokens, or wait until it resets at " + end + '.';
        }
        return budget + " is used up. It resets at " + end + '.';
    }

    /** The balances of this node. */
    public Ledger ledger() {
        return ledger;
    }

    /** How far the budgets are used in their current periods, over all nodes, nearest to the limit first. */
    public List<BudgetUse> use() {
        return BudgetUse.of(rules.from(configuration.current()), store.current(clock.instant()), clock.instant());
    }

    /** The thresholds that were reached, the newest first. */
    public List<BudgetAlert> alerts(int most) {
        return alerts.latest(most);
    }
}
