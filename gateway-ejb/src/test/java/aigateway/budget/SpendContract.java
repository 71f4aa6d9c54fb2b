package aigateway.budget;

import static aigateway.budget.BudgetFixture.call;
import static aigateway.budget.BudgetFixture.granted;
import static aigateway.budget.BudgetFixture.rule;
import static aigateway.budget.BudgetFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.Ticker;
import aigateway.call.Usage;
import aigateway.manifest.Snapshot;
import aigateway.manifest.Voice;
import aigateway.manifest.type.BudgetConfig;
import aigateway.manifest.type.When;
import aigateway.store.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spend in a database, with one node and with several, whatever fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpendContract {

    private final TestDatabase database = database();
    private Ticker clock;
    private Snapshot snapshot;

    abstract TestDatabase database();

    @BeforeEach
    void begin() {
        clock = new Ticker("2026-11-20T10:00:00Z");
        snapshot = snapshot(rule("b", "10", "cost_per_month", "user"));
    }

    @AfterEach
    void empty() {
        database.transaction(entities -> List.of("budget_spend", "budget_flush", "budget_alert").stream()
                .mapToInt(table ->
                        entities.createNativeQuery("DELETE FROM " + table).executeUpdate())
                .sum());
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @Test
    void spendReachesTheDatabaseExactly() {
        Node node = new Node();
        node.spend("0.054399");
        node.spend("0.000000000001");
        node.bookkeeping.tick();
        node.spend("1");
        node.bookkeeping.tick();

        assertThat(stored().cost()).isEqualByComparingTo("1.054399000001");
        assertThat(stored().tokens()).isEqualTo(450);
    }

    /** One that came with a manifest which was stored before such ids were refused. */
    @Test
    void anIdThatNoDatabaseTakesIsNotInTheWayOfOtherSpend() {
        BudgetConfig.Alerts alerts = new BudgetConfig.Alerts(List.of(50), List.of());
        snapshot = snapshot(
                rule("a", "10", "cost_per_month", "user"),
                new BudgetConfig.Rule(
                        "r\0x", When.ALWAYS, BigDecimal.TEN, "cost_per_month", List.of("user"), false, alerts));
        Node node = new Node();
        node.spend("9");
        node.bookkeeping.tick();

        assertThat(rows()).extracting(row -> row.ruleId).containsExactlyInAnyOrder("a", "r\\0x");
        assertThat(node.told).extracting(BudgetAlert::threshold).containsExactly(50);
        assertThat(node.budgets.use()).hasSize(2).allSatisfy(use -> assertThat(use.share())
                .isEqualTo(0.9));
        Node restarted = new Node();
        restarted.bookkeeping.tick();
        assertThat(granted(restarted.budgets.admit(call("1.5")))).isFalse();
    }

    @Test
    void wordsOfAServerThatWasToldOfAnAlertAreStoredWhateverTheyAre() {
        BudgetConfig.Alerts alerts = new BudgetConfig.Alerts(List.of(50), List.of());
        snapshot = snapshot(new BudgetConfig.Rule(
                "b", When.ALWAYS, BigDecimal.TEN, "cost_per_month", List.of("user"), false, alerts));
        Node node = new Node();
        node.spend("6");
        node.bookkeeping.tick();

        node.alertStore.told(node.told.get(0).id(), "webhook: failed, \0");

        assertThat(node.budgets.alerts(1)).extracting(BudgetAlert::outcome).containsExactly("webhook: failed, \\0");
    }

    @Test
    void aNodeThatStartsKnowsWhatWasSpentBefore() {
        Node before = new Node();
        before.spend("9.5");
        before.bookkeeping.tick();

        Node restarted = new Node();
        restarted.bookkeeping.tick();

        assertThat(granted(restarted.budgets.admit(call("1")))).isFalse();
        assertThat(granted(restarted.budgets.admit(call("0.5")))).isTrue();
    }

    @Test
    void nodesLearnOfEachOthersSpend() {
        Node one = new Node();
        Node two = new Node();
        one.bookkeeping.tick();
        two.bookkeeping.tick();
        one.spend("6");
        two.spend("3");
        one.bookkeeping.tick();
        two.bookkeeping.tick();
        one.bookkeeping.tick();

        assertThat(granted(one.budgets.admit(call("1.01")))).isFalse();
        assertThat(granted(two.budgets.admit(call("1.01")))).isFalse();
        assertThat(stored().cost()).isEqualByComparingTo("9");
    }

    @Test
    void nodesThatAddAtOnceLoseNothing() throws Exception {
        List<Node> nodes = List.of(new Node(), new Node(), new Node(), new Node());
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        List<Future<?>> running = new ArrayList<>();
        for (Node node : nodes) {
            running.add(threads.submit(() -> {
                for (int i = 0; i < 25; i++) {
                    node.spend("0.01");
                    node.bookkeeping.tick();
                }
            }));
        }
        for (Future<?> node : running) {
            node.get();
        }
        threads.shutdown();
        nodes.forEach(node -> node.bookkeeping.tick());

        assertThat(stored().cost()).isEqualByComparingTo("1");
        assertThat(stored().tokens()).isEqualTo(100 * 150);
    }

    @Test
    void whileTheDatabaseIsAwaySpendIsKeptAndStillCounts() {
        Node node = new Node();
        node.bookkeeping.tick();
        node.store.failure = Failure.BEFORE;
        node.spend("4");
        node.bookkeeping.tick();
        node.spend("5");
        node.bookkeeping.tick();
        assertThat(granted(node.budgets.admit(call("1.5")))).isFalse();

        node.store.failure = Failure.NONE;
        node.bookkeeping.carry();

        assertThat(stored().cost()).isEqualByComparingTo("9");
    }

    @Test
    void aCommitThatWentThroughUnnoticedIsNotAddedTwice() {
        Node node = new Node();
        node.spend("4");
        node.store.failure = Failure.AFTER_COMMIT;
        node.bookkeeping.tick();
        node.spend("1");
        node.bookkeeping.tick();
        assertThat(stored().cost()).isEqualByComparingTo("4");

        node.store.failure = Failure.NONE;
        node.bookkeeping.carry();

        assertThat(stored().cost()).isEqualByComparingTo("5");
        assertThat(granted(node.budgets.admit(call("5")))).isTrue();
        assertThat(granted(node.budgets.admit(call("0.01")))).isFalse();
    }

    @Test
    void whatMayHaveBeenAddedIsNotCountedTwiceMeanwhile() {
        Node node = new Node();
        node.bookkeeping.tick();
        node.spend("4");
        node.store.failure = Failure.AFTER_COMMIT;
        node.bookkeeping.tick();
        assertThat(stored().cost()).isEqualByComparingTo("4");

        assertThat(granted(node.budgets.admit(call("6")))).isTrue();
    }

    @Test
    void whatOthersSpentIsLearnedThoughOnesOwnCannotBeWritten() {
        Node one = new Node();
        Node two = new Node();
        one.bookkeeping.tick();
        one.spend("1");
        one.store.failure = Failure.BEFORE_COMMIT;
        BudgetFixture.permit(two.budgets.admit(call(BudgetFixture.BOB, "9")))
                .settle(Settlement.of(Usage.of(100, 50), new BigDecimal("9")));
        two.bookkeeping.tick();

        one.bookkeeping.tick();

        assertThat(granted(one.budgets.admit(call(BudgetFixture.BOB, "1.01")))).isFalse();
    }

    @Test
    void aFailureInTheMiddleOfABatchLeavesNothingBehind() {
        Node node = new Node();
        node.spend("4");
        node.store.failure = Failure.BEFORE_COMMIT;
        node.bookkeeping.tick();
        assertThat(rows()).isEmpty();

        node.store.failure = Failure.NONE;
        node.bookkeeping.tick();

        assertThat(stored().cost()).isEqualByComparingTo("4");
    }

    @Test
    void aNodeThatSpentNothingWritesNothing() {
        Node node = new Node();
        node.bookkeeping.tick();
        node.bookkeeping.tick();

        assertThat(node.store.added).isZero();
    }

    @Test
    void theConsoleSeesUseOfTheCurrentPeriodOnly() {
        Node node = new Node();
        node.spend("2.5");
        node.permit("1").settle(Settlement.of(Usage.of(1, 1), null));
        node.bookkeeping.tick();
        node.store.add(
                new SpendStore.Batch(
                        "old",
                        new TreeMap<>(Map.of(
                                new SpendKey("b", BudgetUnit.COST_PER_MONTH, "user:ann", LocalDate.parse("2026-10-01")),
                                new Spend(BigDecimal.TEN, 1, 0)))),
                clock.instant());

        List<BudgetUse> uses = new Node().budgets.use();

        assertThat(uses).hasSize(1);
        BudgetUse use = uses.get(0);
        assertThat(use.ruleId()).isEqualTo("b");
        assertThat(use.pool()).isEqualTo("user:ann");
        assertThat(use.used()).isEqualByComparingTo("2.5");
        assertThat(use.remaining()).isEqualByComparingTo("7.5");
        assertThat(use.share()).isEqualTo(0.25);
        assertThat(use.unknownRequests()).isEqualTo(1);
        assertThat(use.resetsAt()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void aBudgetForAllIsShownBeforeAnyoneUsedIt() {
        snapshot = snapshot(rule("all", "10", "cost_per_week"));

        assertThat(new Node().budgets.use()).extracting(BudgetUse::ruleId).containsExactly("all");
    }

    @Test
    void aThresholdIsAnnouncedOnceInAPeriodWhicheverNodeReachesIt() {
        BudgetConfig.Alerts alerts = new BudgetConfig.Alerts(List.of(50, 90), List.of());
        snapshot = snapshot(new BudgetConfig.Rule(
                "b", When.ALWAYS, BigDecimal.TEN, "cost_per_day", List.of("user"), false, alerts));
        Node one = new Node();
        Node two = new Node();
        one.spend("4.99");
        one.bookkeeping.tick();
        assertThat(one.told).isEmpty();

        one.spend("0.01");
        one.bookkeeping.tick();
        one.spend("0.5");
        one.bookkeeping.tick();
        two.bookkeeping.tick();
        two.spend("0.5");
        two.bookkeeping.tick();
        assertThat(one.told).extracting(BudgetAlert::threshold).containsExactly(50);
        assertThat(two.told).isEmpty();

        two.spend("3.5");
        two.bookkeeping.tick();
        assertThat(two.told).extracting(BudgetAlert::threshold).containsExactly(90);
        assertThat(two.told.get(0).text())
                .isEqualTo("Budget 'b' for user:ann has reached 90 % of 10 dollars per day: 9.5 dollars."
                        + " It resets at 2026-11-21T00:00:00Z.");

        clock.move(Duration.ofDays(1));
        one.spend("6");
        one.bookkeeping.tick();
        assertThat(one.told).extracting(BudgetAlert::threshold).containsExactly(50, 50);
        assertThat(two.budgets.alerts(10)).hasSize(3);
    }

    @Test
    void alertThatItsNodeDidNotTellBeforeItEndedIsToldByOneOther() {
        BudgetConfig.Alerts alerts = new BudgetConfig.Alerts(List.of(50), List.of());
        snapshot = snapshot(new BudgetConfig.Rule(
                "b", When.ALWAYS, BigDecimal.TEN, "cost_per_month", List.of("user"), false, alerts));
        Node ended = new Node();
        ended.bookkeeping.background = never -> {};
        ended.spend("6");
        ended.bookkeeping.tick();
        Node one = new Node();
        Node two = new Node();
        Node endsToo = new Node();
        endsToo.bookkeeping.background = never -> {};

        clock.move(Duration.ofMinutes(13));
        aMinute(one);
        assertThat(one.told).as("its node may be telling it").isEmpty();
        clock.move(Duration.ofMinutes(2));
        one.bookkeeping.tick();
        assertThat(one.told).as("its node may have to note it after a pause").isEmpty();
        aMinute(endsToo);
        aMinute(one);
        aMinute(two);

        assertThat(one.told).extracting(BudgetAlert::threshold).containsExactly(50);
        assertThat(two.told).isEmpty();
    }

    private void aMinute(Node node) {
        for (int i = 0; i < 32; i++) {
            node.bookkeeping.tick();
            clock.move(Duration.ofSeconds(2));
        }
    }

    private Spend stored() {
        assertThat(rows()).hasSize(1);
        return rows().get(0).spend();
    }

    private List<SpendRow> rows() {
        return database.transaction(entities ->
                entities.createQuery("select s from SpendRow s", SpendRow.class).getResultList());
    }

    private enum Failure {
        NONE,
        BEFORE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** The store with the container's transactions, and with failures. */
    private final class FailingStore extends SpendStore {

        private volatile Failure failure = Failure.NONE;
        private int added;

        @Override
        public Map<SpendKey, Spend> add(Batch batch, Instant now) {
            fail(Failure.BEFORE);
            added++;
            Map<SpendKey, Spend> totals = database.transaction(entities -> {
                this.entities = entities;
                Map<SpendKey, Spend> result = super.add(batch, now);
                fail(Failure.BEFORE_COMMIT);
                return result;
            });
            fail(Failure.AFTER_COMMIT);
            return totals;
        }

        @Override
        public Map<SpendKey, Spend> current(Instant now) {
            fail(Failure.BEFORE);
            return database.transaction(entities -> {
                this.entities = entities;
                return super.current(now);
            });
        }

        @Override
        public Map<SpendKey, Spend> changed() {
            fail(Failure.BEFORE);
            return database.transaction(entities -> {
                this.entities = entities;
                return super.changed();
            });
        }

        @Override
        public void sweep(Instant now) {
            database.transaction(entities -> {
                this.entities = entities;
                super.sweep(now);
                return true;
            });
        }

        private void fail(Failure when) {
            if (failure == when) {
                throw new IllegalStateException("the database went away");
            }
        }
    }

    private final class Alerted extends AlertStore {

        @Override
        public boolean raise(BudgetAlert alert) {
            return database.transaction(entities -> {
                this.entities = entities;
                return super.raise(alert);
            });
        }

        @Override
        public void told(String id, String outcome) {
            database.transaction(entities -> {
                this.entities = entities;
                super.told(id, outcome);
                return true;
            });
        }

        @Override
        public List<BudgetAlert> untold(Instant from, Instant until) {
            return database.transaction(entities -> {
                this.entities = entities;
                return super.untold(from, until);
            });
        }

        @Override
        public boolean take(String id) {
            return database.transaction(entities -> {
                this.entities = entities;
                return super.take(id);
            });
        }

        @Override
        public List<BudgetAlert> latest(int most) {
            return database.transaction(entities -> {
                this.entities = entities;
                return super.latest(most);
            });
        }
    }

    /** One process of the gateway. */
    private final class Node {

        private final FailingStore store = new FailingStore();
        private final Alerted alertStore = new Alerted();
        private final Budgets budgets = new Budgets(clock);
        private final Bookkeeping bookkeeping = new Bookkeeping(clock);
        private final List<BudgetAlert> told = new ArrayList<>();

        Node() {
            budgets.configuration = () -> snapshot;
            budgets.store = store;
            budgets.alerts = alertStore;
            bookkeeping.configuration = () -> snapshot;
            bookkeeping.voice = new Voice();
            bookkeeping.budgets = budgets;
            bookkeeping.store = store;
            bookkeeping.alertStore = alertStore;
            bookkeeping.background = Runnable::run;
            bookkeeping.alerts = new Alerts() {
                @Override
                public void tell(BudgetAlert alert, List<BudgetConfig.NotificationTarget> targets) {
                    told.add(alert);
                }
            };
        }

        Permit permit(String worstCase) {
            return BudgetFixture.permit(budgets.admit(call(worstCase)));
        }

        void spend(String cost) {
            permit(cost).settle(Settlement.of(Usage.of(100, 50), new BigDecimal(cost)));
        }
    }
}
