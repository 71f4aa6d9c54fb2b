package aigateway.web.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean full;
    private final Executor executor = thread -> {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        threads.add(thread);
    };
    private final Lookups lookups = new Lookups(executor);

    private void run(String name, String task) {
        lookups.run(name, () -> told.add(task), cause -> told.add(task + ": " + cause.getMessage()));
    }

    @Test
    void eachNameHasOneThread() {
        run("one", "first");
        run("one", "second");
        run("two", "third");
        assertThat(threads).hasSize(2);

        threads.forEach(Runnable::run);
        run("one", "fourth");

        assertThat(told).containsExactly("first", "second", "third");
        assertThat(threads).hasSize(3);
    }

    @Test
    void whatFailsIsToldAndTheOthersGoOn() {
        lookups.run(
                "one",
                () -> {
                    throw new IllegalStateException("stopped");
                },
                cause -> told.add(cause.getMessage()));
        run("one", "second");

        threads.get(0).run();

        assertThat(told).containsExactly("stopped", "second");
    }

    @Test
    void whatFailsAndCannotBeToldHoldsNobodyUp() {
        lookups.run(
                "one",
                () -> {
                    throw new IllegalStateException("stopped");
                },
                cause -> {
                    throw new OutOfMemoryError("for a test");
                });
        run("one", "second");

        threads.get(0).run();

        assertThat(told).containsExactly("second");
    }

    @Test
    void whereThereIsNoThreadNobodyWaitsForOne() {
        full = true;
        run("one", "first");
        full = false;
        run("one", "second");

        assertThat(told).containsExactly("first: full");
        assertThat(threads).hasSize(1);
    }
}
