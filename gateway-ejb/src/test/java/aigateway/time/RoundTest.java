package aigateway.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void roundThatWaitsHoldsUpNoOtherAndIsJoinedByNone() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        begin(threads, () -> {
            begun.incrementAndGet();
            return answer.await(10, TimeUnit.SECONDS);
        });
        awaitMore(begun, 0);
        CountDownLatch others = new CountDownLatch(5);

        begin(threads, () -> {
            others.countDown();
            return true;
        });

        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).hasValue(1);
        answer.countDown();
        awaitMore(begun, 1);
    }

    @Test
    void roundThatFailsComesAgain() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);

        begin(threads, () -> {
            rounds.countDown();
            throw new IllegalStateException("this time");
        });

        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void roundForWhichThereIsNoThreadIsTriedAgain() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        ExecutorService fullAtFirst = new ThreadPoolExecutor(0, 4, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
            @Override
            public void execute(Runnable task) {
                if (refused.get() < 3) {
                    if (refused.incrementAndGet() == 2) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    throw new RejectedExecutionException("full");
                }
                super.execute(task);
            }
        };
        CountDownLatch rounds = new CountDownLatch(1);

        begin(fullAtFirst, () -> {
            rounds.countDown();
            return true;
        });

        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(3);
        fullAtFirst.shutdownNow();
    }

    @Test
    void stoppedRoundComesNoMoreAndOneThatRunsGoesOn() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Round round = begin(threads, () -> {
            begun.countDown();
            return answer.await(10, TimeUnit.SECONDS) ? ended.incrementAndGet() : 0;
        });
        begun.await();

        round.stop();
        answer.countDown();

        awaitMore(ended, 0);
        Thread.sleep(5 * PAUSE.toMillis());
        assertThat(ended).hasValue(1);
    }

    @Test
    void brokenOffRoundIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Round round = begin(threads, () -> {
            begun.countDown();
            try {
                return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
            } finally {
                interrupted.countDown();
            }
        });
        begun.await();

        round.breakOff();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Round begin(ExecutorService threads, Callable<?> work) {
        return Round.begin(timer, threads, Duration.ZERO, PAUSE, () -> {
            try {
                work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitMore(AtomicInteger counter, int than) throws InterruptedException {
        for (int i = 0; i < 1_000 && counter.get() <= than; i++) {
            Thread.sleep(10);
        }
        assertThat(counter.get()).isGreaterThan(than);
    }
}
