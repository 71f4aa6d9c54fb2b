package aigateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private static final int THREADS = 8;
    private static final int ATTEMPTS = 20_000;
    private static final BigDecimal LIMIT = new BigDecimal("500.00");

    @Test
    void isExactWhenManyThreadsReserveAndSettleAtOnce() throws Exception {
        Balance balance = new Balance(BudgetUnit.COST_PER_DAY);
        BigDecimal cent = new BigDecimal("0.01");
        Spend spend = new Spend(cent, 1, 0);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> granted = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            granted.add(threads.submit(() -> {
                start.await();
                int mine = 0;
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    Balance.Reservation reservation = balance.reserve(new Balance.Claim(cent, true, true), LIMIT);
                    if (reservation.granted()) {
                        balance.settle(reservation, spend);
                        mine++;
                    }
                }
                return mine;
            }));
        }
        start.countDown();
        int sum = 0;
        for (Future<Integer> mine : granted) {
            sum += mine.get();
        }
        threads.shutdown();

        assertThat(sum).isEqualTo(50_000);
        assertThat(balance.unstored()).isEqualTo(new Spend(LIMIT, 50_000, 0));
    }
}
