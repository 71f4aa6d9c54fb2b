package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    private final OneAtATime turns = new OneAtATime();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatATaskBringsComesAfterIt() {
        turns.execute(() -> {
            turns.execute(() -> done.add("second"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatIsTakenAlongFromATurnComesAtOneOfTheSame() {
        List<Runnable> later = new ArrayList<>();
        turns.execute(() -> {
            new OneAtATime().execute(() -> done.add("of another"));
            later.add(OneAtATime.inTurn(() -> done.add("taken along")));
        });
        turns.execute(() -> {
            later.get(0).run();
            done.add("before it");
        });
        OneAtATime.inTurn(() -> done.add("of nobody")).run();

        assertThat(done).containsExactly("of another", "before it", "taken along", "of nobody");
    }

    @Test
    void whatGoesWrongEndsNoOthersTurn() {
        turns.execute(() -> {
            turns.execute(() -> done.add("second"));
            throw new IllegalStateException("for a test");
        });
        turns.execute(() -> done.add("third"));

        assertThat(done).containsExactly("second", "third");
    }

    @Test
    void whoFindsAnotherAtWorkWaitsForNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        List<String> threads = new ArrayList<>();
        Thread first = new Thread(
                () -> turns.execute(() -> {
                    begun.countDown();
                    try {
                        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    threads.add(Thread.currentThread().getName());
                }),
                "first");
        first.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        turns.execute(() -> threads.add(Thread.currentThread().getName()));
        left.countDown();
        first.join(30_000);

        assertThat(threads).containsExactly("first", "first");
    }
}
