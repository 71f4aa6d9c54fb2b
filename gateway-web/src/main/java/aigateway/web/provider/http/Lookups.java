package aigateway.web.provider.http;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs what has to look up a name on threads that may wait for it, for each name one after the other. The JVM looks a name
 * up once at a time, so more threads would only wait for the first: of a resolver that hangs each name holds one, however
 * many ask for it, and what has been found once is at hand for all of them.
 */
final class Lookups {

    /** @param failed told of what the task throws, or that there is no thread for it */
    private record Waiting(Runnable task, Consumer<Throwable> failed) {}

    private final Executor threads;

    /** By names that a thread is at work on. */
    private final Map<String, Queue<Waiting>> waiting = new HashMap<>();

    Lookups(Executor threads) {
        this.threads = threads;
    }

    void run(String name, Runnable task, Consumer<Throwable> failed) {
        try {
            add(name, new Waiting(task, failed));
        } catch (RuntimeException | OutOfMemoryError noThread) {
            failed.accept(noThread);
        }
    }

    private void add(String name, Waiting one) {
        synchronized (waiting) {
            Queue<Waiting> others = waiting.get(name);
            if (others != null) {
                others.add(one);
                return;
            }
            Queue<Waiting> first = new ArrayDeque<>();
            first.add(one);
            waiting.put(name, first);
            begin(name);
        }
    }

    /** With the lock, so that nobody waits for a thread that there will not be. */
    private void begin(String name) {
        boolean begun = false;
        try {
            threads.execute(() -> work(name));
            begun = true;
        } finally {
            if (!begun) {
                waiting.remove(name);
            }
        }
    }

    private void work(String name) {
        for (Waiting next = next(name); next != null; next = next(name)) {
            try {
                next.task.run();
            } catch (RuntimeException | Error broken) {
                tell(next, broken);
            }
        }
    }

    /** Where that fails, the others that wait for the name are still served: nobody else would serve them. */
    private static void tell(Waiting one, Throwable broken) {
        try {
            one.failed.accept(broken);
        } catch (RuntimeException | Error untold) {
            ContainedFaults.log("Nobody was told that there is no connection", untold);
        }
    }

    private @Nullable Waiting next(String name) {
        synchronized (waiting) {
            Queue<Waiting> left = waiting.get(name);
            Waiting next = left == null ? null : left.poll();
            if (next == null) {
                waiting.remove(name);
            }
            return next;
        }
    }
}
