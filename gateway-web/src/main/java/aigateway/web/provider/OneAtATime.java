package aigateway.web.provider;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one task after the other, on the threads that bring them: whoever finds another at work leaves the task to it. */
final class OneAtATime implements Executor {

    private static final System.Logger LOG = System.getLogger(OneAtATime.class.getName());

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Those that wait, and the one that runs. */
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (count.getAndIncrement() != 0) {
            return;
        }
        do {
            run(tasks.remove());
        } while (count.decrementAndGet() != 0);
    }

    /** Another's task may be the next. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error unforeseen) {
            LOG.log(System.Logger.Level.ERROR, "What an attempt came to was not told in good order", unforeseen);
        }
    }
}
