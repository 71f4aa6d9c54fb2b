package aigateway.ratelimit;

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
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.manifest.Snapshot;
import aigateway.manifest.type.RateLimitingConfig;
import aigateway.manifest.type.RateLimitingConfig.Rule;
import aigateway.manifest.type.When;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Caller ANN = user("ann", "data");
    private static final Caller BOB = user("bob");

    private final Ticker clock = new Ticker("2026-11-20T10:00:00.300Z");
    private final RateLimits limits = new RateLimits(clock);
    private Snapshot snapshot = Snapshot.empty("default");

    {
        limits.configuration = () -> snapshot;
    }

    @Test
    void ofManyAtOnceExactlyAsManyPassAsTheLimitAllows() throws Exception {
        rules(rule("r", 100, "requests_per_hour"));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Callable<Boolean> request = () -> {
                start.await();
                return granted(limits.admit(call(ANN, "m/a", Map.of())));
            };
            answers.add(threads.submit(request));
        }
        start.countDown();
        int passed = 0;
        for (Future<Boolean> answer : answers) {
            passed += answer.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(passed).isEqualTo(100);
    }

    @Test
    void aLongRushIsCountedToTheLastRequest() throws Exception {
        rules(rule("r", 50_000, "requests_per_day"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> passed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            passed.add(threads.submit(() -> {
                start.await();
                int mine = 0;
                for (int attempt = 0; attempt < 20_000; attempt++) {
                    mine += granted(limits.admit(call(ANN, "m/a", Map.of()))) ? 1 : 0;
                }
                return mine;
            }));
        }
        start.countDown();
        int sum = 0;
        for (Future<Integer> mine : passed) {
            sum += mine.get();
        }
        threads.shutdown();
        assertThat(sum).isEqualTo(50_000);
    }

    @Test
    void overdrawnLimitDeniesNamesTheRuleAndSaysWhenToReturn() {
        rules(rule("per-user", 1, "requests_per_minute", "user"));
        limits.admit(call(ANN, "m/a", Map.of()));

        Decision.Refused refused = (Decision.Refused) limits.admit(call(ANN, "m/a", Map.of()));

        assertThat(refused.type()).isEqualTo(ErrorType.RATE_LIMITED);
        assertThat(refused.message())
                .isEqualTo(
                        "Rate limit 'per-user' of 1 requests per minute for user:ann is reached. Try again in 60 s.");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(refused.rule().remaining()).isZero();
        clock.move(refused.retryAfter());
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of())))).isTrue();
    }

    @Test
    void thePermitTellsWhatIsLeft() {
        rules(rule("r", 10, "requests_per_minute"));

        AppliedRule applied =
                permit(limits.admit(call(ANN, "m/a", Map.of()))).rules().get(0);

        assertThat(applied.kind()).isEqualTo(AppliedRule.Kind.RATE_LIMIT);
        assertThat(applied.id()).isEqualTo("r");
        assertThat(applied.unit()).isEqualTo("requests_per_minute");
        assertThat(applied.limit()).isEqualTo(BigDecimal.TEN);
        assertThat(applied.remaining()).isEqualTo(BigDecimal.valueOf(9));
        assertThat(applied.resetAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theFirstRuleThatMatchesIsTheOnlyOne() {
        rules(
                new Rule("ann", new When(List.of("user:ann"), null, null), 2, "requests_per_minute", List.of(), false),
                rule("all", 1, "requests_per_minute"));

        assertThat(permit(limits.admit(call(ANN, "m/a", Map.of()))).rules())
                .extracting(AppliedRule::id)
                .containsExactly("ann");
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of())))).isTrue();
        assertThat(granted(limits.admit(call(BOB, "m/a", Map.of())))).isTrue();
        assertThat(granted(limits.admit(call(BOB, "m/a", Map.of())))).isFalse();
    }

    @Test
    void aRuleThatContinuesLetsTheNextApplyToo() {
        rules(
                new Rule("first", When.ALWAYS, 10, "requests_per_minute", List.of(), true),
                rule("second", 1, "requests_per_hour"),
                rule("third", 1, "requests_per_day"));

        assertThat(permit(limits.admit(call(ANN, "m/a", Map.of()))).rules())
                .extracting(AppliedRule::id)
                .containsExactly("first", "second");
        Decision.Refused refused = (Decision.Refused) limits.admit(call(ANN, "m/a", Map.of()));
        assertThat(refused.rule().id()).isEqualTo("second");
        assertThat(use("first")).as("given back by the refused call").isEqualTo(1);
    }

    @Test
    void whenNothingMatchesTheCallIsFree() {
        rules(new Rule("x", new When(null, List.of("m/b"), null), 1, "requests_per_minute", List.of(), false));

        assertThat(permit(limits.admit(call(ANN, "m/a", Map.of())))).isSameAs(Permit.FREE);
    }

    @Test
    void aModelIsLimitedByWhateverNameItIsCalled() {
        rules(
                new Rule("vm", new When(null, List.of("vm/a"), null), 1, "requests_per_hour", List.of(), true),
                new Rule("real", new When(null, List.of("mk/one"), null), 2, "requests_per_hour", List.of(), true));
        ModelCall slug =
                call(ANN, "quick", Map.of()).planned(new ModelNames("vm/a", Set.of("vm/a", "quick"), Set.of("mk/one")));

        assertThat(granted(limits.admit(slug))).isTrue();
        assertThat(((Decision.Refused) limits.admit(slug)).rule().id()).isEqualTo("vm");
        assertThat(granted(limits.admit(call(ANN, "mk/one", Map.of())))).isTrue();
        assertThat(granted(limits.admit(call(ANN, "mk/one", Map.of())))).isFalse();
    }

    @Test
    void aModelThatMightHaveAnsweredAndDidNotIsNotCounted() {
        rules(
                new Rule("one", new When(null, List.of("mk/one"), null), 5, "requests_per_hour", List.of(), true),
                new Rule("two", new When(null, List.of("mk/two"), null), 5, "tokens_per_hour", List.of(), true));
        ModelCall call =
                call(ANN, "vm/a", Map.of()).planned(new ModelNames("vm/a", Set.of("vm/a"), Set.of("mk/one", "mk/two")));

        permit(limits.admit(call)).settle(Settlement.of(Usage.of(1, 1), null).by("mk/one"));

        assertThat(use("one")).isEqualTo(1);
        assertThat(use("two")).isZero();
    }

    @Test
    void ruleOnAModelThatOnlyMayAnswerLeavesTheCallToTheNext() {
        rules(
                new Rule(
                        "reached", new When(null, List.of("mk/one"), null), 100, "requests_per_hour", List.of(), false),
                rule("all", 1, "requests_per_hour"));
        ModelCall call =
                call(ANN, "mk/two", Map.of()).planned(new ModelNames("mk/two", Set.of("mk/two"), Set.of("mk/one")));

        permit(limits.admit(call)).settle(Settlement.of(Usage.of(1, 1), null).by("mk/two"));

        assertThat(use("reached")).isZero();
        assertThat(((Decision.Refused) limits.admit(call)).rule().id()).isEqualTo("all");
        assertThat(granted(limits.admit(call(ANN, "mk/one", Map.of()))))
                .as("asked for by its name it meets its own rule, and no other")
                .isTrue();
    }

    @Test
    void ofTheModelsOfARuleTheOneThatAnsweredIsCounted() {
        When both = new When(null, List.of("mk/one", "mk/two"), null);
        rules(new Rule("r", both, 2, "requests_per_hour", List.of("model"), false));
        ModelCall either =
                call(ANN, "vm/a", Map.of()).planned(new ModelNames("vm/a", Set.of("vm/a"), Set.of("mk/one", "mk/two")));

        permit(limits.admit(either)).settle(Settlement.of(Usage.of(1, 1), null).by("mk/one"));
        permit(limits.admit(either)).settle(Settlement.of(Usage.of(1, 1), null).by("mk/one"));

        assertThat(granted(limits.admit(call(ANN, "mk/two", Map.of())))).isTrue();
        assertThat(granted(limits.admit(call(ANN, "mk/one", Map.of())))).isFalse();
    }

    @Test
    void eachHasAPoolOfItsOwn() {
        rules(rule("r", 1, "requests_per_minute", "user", "model", "metadata.env"));

        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of("env", "prod")))))
                .isTrue();
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of("env", "prod")))))
                .isFalse();
        assertThat(granted(limits.admit(call(BOB, "m/a", Map.of("env", "prod")))))
                .isTrue();
        assertThat(granted(limits.admit(call(ANN, "m/b", Map.of("env", "prod")))))
                .isTrue();
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of("env", "test")))))
                .isTrue();
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of())))).isTrue();
    }

    @Test
    void aTokenEstimateIsCorrectedToWhatWasUsed() {
        rules(rule("r", 1000, "tokens_per_minute"));
        Permit permit = permit(limits.admit(call(100, 800)));
        assertThat(use("r")).isEqualTo(900);
        assertThat(granted(limits.admit(call(100, 800)))).isFalse();

        permit.settle(Settlement.of(Usage.of(90, 10), null));

        assertThat(use("r")).isEqualTo(100);
        assertThat(granted(limits.admit(call(100, 800)))).isTrue();
    }

    @Test
    void moreTokensThanEstimatedCountToo() {
        rules(rule("r", 1000, "tokens_per_minute"));
        permit(limits.admit(call(10, 10))).settle(Settlement.of(Usage.estimate(10, 1500), null));

        assertThat(use("r")).isEqualTo(1510);
        assertThat(granted(limits.admit(call(1, 1)))).isFalse();
    }

    @Test
    void anEstimateAboveTheWholeLimitPassesWhenNothingElseWasTaken() {
        rules(rule("r", 1000, "tokens_per_minute"));
        Permit permit = permit(limits.admit(call(10, 4096)));
        assertThat(granted(limits.admit(call(1, 1)))).isFalse();

        permit.settle(Settlement.of(Usage.of(10, 20), null));

        assertThat(granted(limits.admit(call(1, 1)))).isTrue();
        assertThat(granted(limits.admit(call(10, 4096)))).isFalse();
    }

    @Test
    void aPermitIsSettledOnce() {
        rules(rule("r", 1000, "tokens_per_minute"));
        Permit permit = permit(limits.admit(call(10, 90)));

        permit.settle(Settlement.of(Usage.of(10, 20), null));
        permit.settle(Settlement.of(Usage.of(500, 500), null));
        permit.settle(Settlement.REFUSED);

        assertThat(use("r")).isEqualTo(30);
    }

    @Test
    void aCallThatAnotherRuleRefusedDoesNotCount() {
        rules(rule("r", 5, "requests_per_minute"));
        Decision no = new Decision.Refused(ErrorType.BUDGET_EXCEEDED, null, "no", Duration.ZERO);

        new Admission(List.of(limits.rule(), call -> no)).admit(call(ANN, "m/a", Map.of()));

        assertThat(use("r")).isZero();
    }

    @Test
    void aRequestThatFailedStillCountsAsARequest() {
        rules(rule("r", 5, "requests_per_minute"));
        permit(limits.admit(call(ANN, "m/a", Map.of()))).settle(Settlement.of(Usage.NONE, BigDecimal.ZERO));

        assertThat(use("r")).isEqualTo(1);
    }

    @Test
    void aChangedLimitKeepsWhatWasCounted() {
        rules(rule("r", 2, "requests_per_minute", "user"));
        limits.admit(call(ANN, "m/a", Map.of()));
        limits.admit(call(ANN, "m/a", Map.of()));

        rules(rule("r", 3, "requests_per_minute", "user"));

        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of())))).isTrue();
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of())))).isFalse();
        rules(rule("r", 3, "requests_per_hour", "user"));
        assertThat(granted(limits.admit(call(ANN, "m/a", Map.of()))))
                .as("another unit counts anew")
                .isTrue();
    }

    @Test
    void whatIsIdleIsForgotten() {
        rules(rule("r", 2, "requests_per_minute", "metadata.id"));
        for (int i = 0; i < 1000; i++) {
            limits.admit(call(ANN, "m/a", Map.of("id", "" + i)));
        }
        limits.sweep();
        assertThat(limits.ownUse()).hasSize(1000);
        clock.move(Duration.ofMinutes(2));
        limits.sweep();
        assertThat(limits.ownUse()).isEmpty();
        assertThat(limits.windows()).isZero();
    }

    @Test
    void tooManyPoolsShareOneSoThatMemoryIsBounded() {
        Pools pools = new Pools(RateUnit.REQUESTS_PER_HOUR, clock, new java.util.concurrent.atomic.AtomicLong(), 10);
        for (int i = 0; i < 10; i++) {
            assertThat(pools.take("own" + i, 1, 1).taking().granted()).isTrue();
        }
        assertThat(pools.take("late1", 1, 1).taking().granted()).isTrue();
        assertThat(pools.take("late2", 1, 1).taking().granted()).isFalse();
        assertThat(pools.take("own3", 1, 2).taking().granted()).isTrue();
    }

    private long use(String rule) {
        return limits.ownUse().stream()
                .filter(it -> it.ruleId().equals(rule))
                .mapToLong(RateLimitUse::used)
                .sum();
    }

    private void rules(Rule... rules) {
        snapshot = Snapshot.of(
                1, "default", List.of(new RateLimitingConfig(RateLimitingConfig.TYPE, "limits", Arrays.asList(rules))));
    }

    private static Rule rule(String id, long limit, String unit, String... per) {
        return new Rule(id, When.ALWAYS, limit, unit, List.of(per), false);
    }

    private static boolean granted(Decision decision) {
        return decision instanceof Decision.Granted;
    }

    private static Permit permit(Decision decision) {
        return ((Decision.Granted) decision).permit();
    }

    private static ModelCall call(Caller caller, String model, Map<String, String> metadata) {
        return new ModelCall(caller, Operation.CHAT, model, metadata, false, 10, 10, null);
    }

    private static ModelCall call(long input, long output) {
        return new ModelCall(ANN, Operation.CHAT, "m/a", Map.of(), false, input, output, null);
    }

    private static Caller user(String name, String... teams) {
        return Caller.of(Subject.user(name), name, List.of(teams), List.of(Caller.MEMBER), "k", Map.of());
    }
}
