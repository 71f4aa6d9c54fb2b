package aigateway.budget;

import static aigateway.budget.BudgetFixture.ANN;
import static aigateway.budget.BudgetFixture.BOB;
import static aigateway.budget.BudgetFixture.call;
import static aigateway.budget.BudgetFixture.granted;
import static aigateway.budget.BudgetFixture.permit;
import static aigateway.budget.BudgetFixture.refused;
import static aigateway.budget.BudgetFixture.rule;
import static aigateway.budget.BudgetFixture.snapshot;
import static aigateway.budget.BudgetFixture.unboundedCall;
import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admission.Admission;
import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.ErrorType;
import aigateway.call.ModelCall;
import aigateway.call.ModelNames;
import aigateway.call.Operation;
import aigateway.call.Ticker;
import aigateway.call.Usage;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.When;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private final Ticker clock = new Ticker("2026-11-20T10:00:00Z");
    private final Budgets budgets = new Budgets(clock);
    private Snapshot snapshot = Snapshot.empty("default");

    {
        budgets.configuration = () -> snapshot;
    }

    @Test
    void ofManyCallsAtOnceOnABudgetForTenNoneIsOver() throws Exception {
        rules(rule("b", "10", "cost_per_month"));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Callable<Boolean> request = () -> {
                start.await();
                Decision decision = budgets.admit(call("1"));
                if (decision instanceof Decision.Granted granted) {
                    Thread.sleep(ThreadLocalRandom.current().nextInt(5));
                    granted.permit().settle(settlement("1"));
                }
                return granted(decision);
            };
            answers.add(threads.submit(request));
        }
        start.countDown();
        int passed = 0;
        for (Future<Boolean> answer : answers) {
            passed += answer.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(passed).isEqualTo(10);
        assertThat(spent()).isEqualByComparingTo("10");
    }

    @Test
    void whatWasSetAsideBecomesWhatItCame() {
        rules(rule("b", "10", "cost_per_month"));
        Permit permit = permit(budgets.admit(call("9")));
        assertThat(granted(budgets.admit(call("2")))).isFalse();

        permit.settle(settlement("0.5"));

        assertThat(permit(budgets.admit(call("2"))).rules().get(0).remaining()).isEqualByComparingTo("7.5");
    }

    @Test
    void aModelsBudgetHoldsByWhateverNameItIsCalled() {
        rules(of("real", "mk/one", "1"), of("virtual", "vm/a", "2"));
        ModelCall slug = call("1").planned(new ModelNames("vm/a", Set.of("vm/a", "quick"), Set.of("mk/one")));

        permit(budgets.admit(slug)).settle(settlement("1").by("mk/one"));

        assertThat(refused(budgets.admit(slug)).rule().id()).isEqualTo("real");
        assertThat(refused(budgets.admit(call("1").planned(ModelNames.of("mk/one"))))
                        .rule()
                        .id())
                .isEqualTo("real");
    }

    @Test
    void aModelThatMightHaveAnsweredAndDidNotSpendsNothing() {
        rules(of("one", "mk/one", "1"), of("two", "mk/two", "1"));
        ModelCall either = call("1").planned(new ModelNames("vm/a", Set.of("vm/a"), Set.of("mk/one", "mk/two")));

        permit(budgets.admit(either)).settle(settlement("1").by("mk/one"));

        assertThat(granted(budgets.admit(call("1").planned(ModelNames.of("mk/two")))))
                .isTrue();
        assertThat(granted(budgets.admit(call("1").planned(ModelNames.of("mk/one")))))
                .isFalse();
    }

    @Test
    void ofTheModelsOfABudgetTheOneThatAnsweredSpends() {
        When both = new When(null, List.of("mk/one", "mk/two"), null);
        rules(new BudgetConfig.Rule("r", both, BigDecimal.ONE, "cost_per_day", List.of("model"), false, null));
        ModelCall either = call("1").planned(new ModelNames("vm/a", Set.of("vm/a"), Set.of("mk/one", "mk/two")));

        permit(budgets.admit(either)).settle(settlement("1").by("mk/one"));

        assertThat(granted(budgets.admit(call("1").planned(ModelNames.of("mk/two")))))
                .isTrue();
        assertThat(granted(budgets.admit(call("1").planned(ModelNames.of("mk/one")))))
                .isFalse();
    }

    private static BudgetConfig.Rule of(String id, String model, String limit) {
        return new BudgetConfig.Rule(
                id,
                new When(null, List.of(model), null),
                new BigDecimal(limit),
                "cost_per_day",
                List.of(),
                false,
                null);
    }

    @Test
    void whatIsOwedAfterwardsCountsThoughNoBudgetIsLeft() {
        rules(rule("b", "10", "cost_per_month"));
        permit(budgets.admit(call("9"))).settle(settlement("9"));

        budgets.charge(call("3"), settlement("3"));
        budgets.charge(call("3"), settlement("3"));

        assertThat(spent()).isEqualByComparingTo("15");
        assertThat(granted(budgets.admit(call("0.01")))).isFalse();
    }

    @Test
    void usedUpBudgetDeniesNamesTheRuleAndSaysWhenItResets() {
        rules(new BudgetConfig.Rule(
                "team-monthly",
                new When(List.of("team:ml"), null, null),
                new BigDecimal("500.0"),
                "cost_per_month",
                List.of("team"),
                false,
                null));
        permit(budgets.admit(call("500"))).settle(settlement("500"));

        Decision.Refused refused = refused(budgets.admit(call("0.01")));

        assertThat(refused.type()).isEqualTo(ErrorType.BUDGET_EXCEEDED);
        assertThat(refused.message())
                .isEqualTo("Budget 'team-monthly' of 500 dollars per month for team:ml is used up."
                        + " It resets at 2026-12-01T00:00:00Z.");
        assertThat(refused.retryAfter())
                .isEqualTo(Duration.between(clock.instant(), Instant.parse("2026-12-01T00:00:00Z")));
        assertThat(refused.rule().remaining()).isZero();
        assertThat(granted(budgets.admit(call(BOB, "0.01"))))
                .as("not in the team")
                .isTrue();
    }

    @Test
    void aCallThatCouldNeedMoreThanIsLeftIsRefusedAndToldHowMuchIsLeft() {
        rules(rule("b", "1", "cost_per_day"));
        permit(budgets.admit(call("0.75"))).settle(settlement("0.75"));

        Decision.Refused refused = refused(budgets.admit(call("0.5")));

        assertThat(refused.message())
                .contains("has 0.25 dollars left")
                .contains("could need 0.5 dollars")
                .contains("resets at 2026-11-21T00:00:00Z");
        assertThat(granted(budgets.admit(call("0.25")))).isTrue();
    }

    @Test
    void aBudgetHeldByCallsInProgressIsWorthAskingAgainSoon() {
        rules(rule("b", "1", "cost_per_day"));
        budgets.admit(call("0.75"));

        Decision.Refused refused = refused(budgets.admit(call("0.5")));

        assertThat(refused.message()).contains("held by calls in progress");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aSmallBudgetStaysUsableForCallsThatSayNoLength() {
        rules(rule("b", "0.05", "cost_per_day"));
        int passed = 0;
        while (budgets.admit(unboundedCall("0.041")) instanceof Decision.Granted granted) {
            granted.permit().settle(settlement("0.01"));
            passed++;
        }
        assertThat(passed).isEqualTo(5);
        assertThat(spent()).isEqualByComparingTo("0.05");
    }

    @Test
    void onlyOneCallAtATimeMayNeedMoreThanIsLeft() {
        rules(rule("b", "0.05", "cost_per_day"));
        Permit other = permit(budgets.admit(call("0.02")));
        Permit first = permit(budgets.admit(unboundedCall("0.041")));
        other.settle(settlement("0.001"));

        assertThat(refused(budgets.admit(unboundedCall("0.041"))).message()).contains("held by calls in progress");

        first.settle(settlement("0.06"));
        assertThat(refused(budgets.admit(unboundedCall("0.041"))).message()).contains("is used up");
    }

    @Test
    void everyBudgetThatMatchesMustAllowAndAllAreCounted() {
        rules(rule("day", "1", "cost_per_day"), rule("month", "5", "cost_per_month"));
        permit(budgets.admit(call("1"))).settle(settlement("1"));

        assertThat(refused(budgets.admit(call("1"))).rule().id()).isEqualTo("day");
        assertThat(spent("month")).isEqualByComparingTo("1");

        clock.move(Duration.ofDays(1));
        assertThat(permit(budgets.admit(call("1"))).rules())
                .extracting(AppliedRule::id)
                .containsExactly("day", "month");
    }

    @Test
    void aRefusalGivesBackWhatEarlierBudgetsHadSetAside() {
        rules(rule("month", "5", "cost_per_month"), rule("day", "1", "cost_per_day"));
        assertThat(granted(budgets.admit(call("2")))).isFalse();
        assertThat(granted(budgets.admit(call("2")))).isFalse();
        assertThat(granted(budgets.admit(call("2")))).isFalse();

        rules(rule("month", "5", "cost_per_month"));
        assertThat(permit(budgets.admit(call("1"))).rules().get(0).remaining()).isEqualByComparingTo("4");
    }

    @Test
    void anAuditedBudgetCountsAndNeverBlocks() {
        rules(new BudgetConfig.Rule("b", When.ALWAYS, BigDecimal.ONE, "cost_per_day", List.of(), true, null));
        for (int i = 0; i < 3; i++) {
            permit(budgets.admit(call("1"))).settle(settlement("1"));
        }
        assertThat(spent()).isEqualByComparingTo("3");
        assertThat(permit(budgets.admit(call("1"))).rules().get(0).remaining()).isZero();
    }

    @Test
    void anUnknownPriceIsCountedAsUnknownAndDoesNotBlock() {
        rules(rule("b", "1", "cost_per_day"));
        for (int i = 0; i < 5; i++) {
            permit(budgets.admit(call((String) null))).settle(Settlement.of(Usage.of(10, 20), null));
        }
        Spend spend = budgets.ledger().unstored(10).values().iterator().next();
        assertThat(spend.cost()).isZero();
        assertThat(spend.unknownRequests()).isEqualTo(5);
        assertThat(spend.tokens()).isEqualTo(150);
    }

    @Test
    void nothingPassesAUsedUpBudgetWhateverItCosts() {
        rules(rule("b", "1", "cost_per_day"));
        permit(budgets.admit(call("1"))).settle(settlement("1"));

        assertThat(refused(budgets.admit(call((String) null))).message()).contains("is used up");
        assertThat(granted(budgets.admit(unboundedCall("0.1")))).isFalse();
    }

    @Test
    void aStreamThatWasCutIsBilledForWhatCame() {
        rules(rule("b", "1", "cost_per_day"));
        permit(budgets.admit(call("0.5")))
                .settle(Settlement.of(Usage.estimate(100, 7), new BigDecimal("0.000123456789123456")));

        assertThat(spent()).isEqualByComparingTo("0.000123456789");
    }

    @Test
    void anAttemptThatFailedCostsNothing() {
        rules(rule("b", "1", "cost_per_day"));
        permit(budgets.admit(call("0.5"))).settle(Settlement.of(Usage.NONE, BigDecimal.ZERO));
        permit(budgets.admit(call((String) null))).settle(Settlement.of(Usage.NONE, null));

        assertThat(budgets.ledger().unstored(10)).isEmpty();
        assertThat(granted(budgets.admit(call("1")))).isTrue();
    }

    @Test
    void aPermitIsSettledOnce() {
        rules(rule("b", "10", "cost_per_day"));
        Permit permit = permit(budgets.admit(call("1")));
        permit.settle(settlement("1"));
        permit.settle(settlement("1"));
        permit.settle(Settlement.REFUSED);

        assertThat(spent()).isEqualByComparingTo("1");
        assertThat(granted(budgets.admit(call("9")))).isTrue();
    }

    @Test
    void aCallThatAnotherRuleRefusedCostsNothing() {
        rules(rule("b", "10", "cost_per_day"));
        Decision no = new Decision.Refused(ErrorType.RATE_LIMITED, null, "no", Duration.ZERO);

        new Admission(List.of(budgets.rule(), call -> no)).admit(call("10"));

        assertThat(granted(budgets.admit(call("10")))).isTrue();
    }

    @Test
    void aNewPeriodBeginsWholeAndACallCountsWhereItWasAdmitted() {
        rules(rule("b", "1", "cost_per_day"));
        Permit late = permit(budgets.admit(call("1")));
        clock.move(Duration.ofHours(14));

        assertThat(granted(budgets.admit(call("1")))).isTrue();

        late.settle(settlement("1"));
        assertThat(budgets.ledger().unstored(10).keySet())
                .extracting(SpendKey::periodStart)
                .containsExactly(LocalDate.parse("2026-11-20"));
    }

    @Test
    void aCallThatAsksForMoreTokensThanThereAreNumbersIsRefused() {
        rules(rule("b", "2500", "tokens_per_day"));
        ModelCall greedy =
                new ModelCall(ANN, Operation.CHAT, "m/a", Map.of(), false, 100, Long.MAX_VALUE, BigDecimal.ZERO);

        assertThat(granted(budgets.admit(greedy))).isFalse();
    }

    @Test
    void anUpstreamThatReportsLessThanNothingEarnsNothingBack() {
        rules(rule("b", "1", "cost_per_day"));
        permit(budgets.admit(call("1"))).settle(Settlement.of(Usage.of(-100, -900), new BigDecimal("-5")));

        assertThat(spent()).isZero();
        assertThat(granted(budgets.admit(call("1.01")))).isFalse();
    }

    @Test
    void tokensCanBeABudgetToo() {
        rules(rule("b", "2500", "tokens_per_day", "user"));
        permit(budgets.admit(call("1"))).settle(Settlement.of(Usage.of(100, 900), null));

        assertThat(granted(budgets.admit(call((String) null)))).isTrue();
        assertThat(refused(budgets.admit(call("0"))).message()).contains("2500 tokens per day for user:ann");
        assertThat(granted(budgets.admit(call(BOB, "0")))).isTrue();
    }

    @Test
    void aRaisedLimitHoldsAtOnceAndKeepsWhatWasSpent() {
        rules(rule("b", "1", "cost_per_day", "user"));
        permit(budgets.admit(call(ANN, "1"))).settle(settlement("1"));
        rules(rule("b", "3", "cost_per_day", "user"));

        assertThat(permit(budgets.admit(call(ANN, "1"))).rules().get(0).remaining())
                .isEqualByComparingTo("1");
    }

    private BigDecimal spent() {
        return spent("b");
    }

    private BigDecimal spent(String rule) {
        return budgets.ledger().unstored(100).entrySet().stream()
                .filter(entry -> entry.getKey().ruleId().equals(rule))
                .map(entry -> entry.getValue().cost())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void rules(BudgetConfig.Rule... rules) {
        snapshot = snapshot(rules);
    }

    private static Settlement settlement(String cost) {
        return Settlement.of(Usage.of(100, 50), new BigDecimal(cost));
    }
}
