package aigateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestDatabase database;
    private final DeliveryLedger ledger;
    private final DeliverySteps steps;
    private volatile Instant now = NOON;

    LedgerContract(TestDatabase database) {
        this.database = database;
        this.ledger = new DeliveryLedger(database.dataSource(), () -> now);
        this.steps = new DeliverySteps(database.dataSource());
    }

    @AfterAll
    void close() throws Exception {
        database.close();
    }

    @Test
    void whatIsAddedAddsUp() {
        ledger.add(Map.of("sum", new DeliveryCount(5, 1, 2, NOON, null, null)));
        ledger.add(Map.of("sum", new DeliveryCount(1, 0, 0, null, "HTTP 400", NOON.plusSeconds(1))));
        ledger.add(Map.of("sum", new DeliveryCount(0, 1, 0, null, null, null)));
        assertThat(ledger.read().get("sum"))
                .isEqualTo(new DeliveryCount(6, 2, 2, NOON, "HTTP 400", NOON.plusSeconds(1)));
    }

    @Test
    void eachStepOfTimeHasItsOwnFigures() {
        ledger.add(Map.of("steps", new DeliveryCount(5, 1, 2, now, null, null)));
        now = NOON.plusSeconds(299);
        ledger.add(Map.of("steps", new DeliveryCount(1, 0, 0, now, null, null)));
        steps.see(Map.of("steps", 7L), now);
        steps.see(Map.of("steps", 3L), now);
        now = NOON.plusSeconds(300);
        ledger.add(Map.of("steps", new DeliveryCount(0, 4, 0, null, "HTTP 503", now)));
        steps.see(Map.of("steps", 2L), now);

        assertThat(steps.since(NOON).get("steps"))
                .containsExactly(
                        new DeliveryStep(NOON, 6, 1, 2, 7), new DeliveryStep(NOON.plusSeconds(300), 0, 4, 0, 2));
        assertThat(steps.since(NOON.plusSeconds(1)).get("steps")).hasSize(1);
    }

    @Test
    void whatIsOldIsForgotten() {
        Instant later = NOON.plus(Duration.ofDays(30));
        steps.see(Map.of("old", 1L), later);
        steps.see(Map.of("new", 1L), later.plus(DeliverySteps.KEPT).plusSeconds(300));

        assertThat(steps.since(Instant.EPOCH)).containsKey("new").doesNotContainKey("old");
    }

    @Test
    void longNamesAndReasonsAreCut() {
        ledger.add(Map.of("x".repeat(300), new DeliveryCount(1, 0, 0, null, "y".repeat(3_000), NOON)));
        assertThat(ledger.read().get("x".repeat(128)).error()).hasSize(400);
    }

    @Test
    void nodesAddAtTheSameTime() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                all.add(nodes.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        DeliveryCount one = new DeliveryCount(1, 0, 0, NOON, null, null);
                        ledger.add(Map.of("both", one, "other", one, "third", one));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(ledger.read().get("both").delivered()).isEqualTo(200);
        assertThat(ledger.read().get("third").delivered()).isEqualTo(200);
    }
}
