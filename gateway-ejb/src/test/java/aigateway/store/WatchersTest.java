package aigateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WatchersTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestTransactions transactions = new TestTransactions();
    private final Watchers watchers = transactions.watchers(threads);
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whatWasChangedIsLookedAtBeforeTheCommitReturns() {
        AtomicReference<Thread> looking = new AtomicReference<>();
        watchers.add("keys", () -> {
            looking.set(Thread.currentThread());
            looks.incrementAndGet();
        });

        watchers.changed("keys");
        assertThat(looks).as("nobody else sees it yet").hasValue(0);
        transactions.commit();

        assertThat(looks).hasValue(1);
        assertThat(looking.get()).as("a thread without the transaction").isNotSameAs(Thread.currentThread());
    }

    @Test
    void manyChangesOfOneTransactionAreLookedAtOnce() {
        watchers.add("keys", looks::incrementAndGet);

        watchers.changed("keys");
        watchers.changed("keys");
        transactions.commit();
        assertThat(looks).hasValue(1);

        watchers.changed("keys");
        transactions.commit();
        assertThat(looks).as("and each transaction's anew").hasValue(2);
    }

    @Test
    void onlyWhatCameToBeIsLookedAtByWhoWatchesIt() {
        watchers.add("keys", looks::incrementAndGet);

        watchers.changed("keys");
        transactions.rollBack();
        watchers.changed("manifests");
        transactions.commit();

        assertThat(looks).hasValue(0);
    }

    @Test
    @Timeout(10)
    void changeSucceedsWhateverBecomesOfTheLook() {
        watchers.add("keys", () -> {
            throw new IllegalStateException("the database went away");
        });
        watchers.changed("keys");
        assertThatCode(transactions::commit).doesNotThrowAnyException();

        CountDownLatch never = new CountDownLatch(1);
        watchers.add("keys", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watchers.patience = Duration.ofMillis(50);
        watchers.changed("keys");
        long begin = System.nanoTime();
        transactions.commit();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));

        threads.shutdownNow();
        watchers.changed("keys");
        assertThatCode(transactions::commit).doesNotThrowAnyException();
    }
}
