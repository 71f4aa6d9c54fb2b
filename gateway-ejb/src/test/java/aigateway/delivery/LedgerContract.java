package aigateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.store.TestDatabase;
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

    LedgerContract(TestDatabase database) {
        this.database = database;
        this.ledger = new DeliveryLedger(database.dataSource());
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
