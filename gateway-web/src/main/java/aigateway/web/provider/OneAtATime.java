package aigateway.web.provider;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task after the other, on the threads that bring them: whoever finds another at work leaves the task to it. A thread
 * may be at work for several, one inside the other.
 */
final class OneAtATime implements Executor {

    private static final System.Logger LOG = System.getLogger(OneAtATime.class.getName());

    private static final ThreadLocal<@Nullable OneAtATime> CURRENT = new ThreadLocal<>();

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Those that wait, and the one that runs. */
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        OneAtATime outer = CURRENT.get();
        CURRENT.set(this);
        try {
            // Last, with nothing after it that needs memory: a turn once begun has to end.
            tasks.add(task);
            if (count.getAndIncrement() == 0) {
                do {
                    run(tasks.remove());
                } while (count.decrementAndGet() != 0);
            }
        } finally {
            if (outer == null) {
                // Or the server's thread would keep it, and with it an application that has gone.
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The same task, at its turn when this thread is at work for somebody now; whoever runs it waits for nothing. */
    static Runnable inTurn(Runnable task) {
        OneAtATime current = CURRENT.get();
        return current == null ? task : () -> bring(task, current);
    }

    private static void bring(Runnable task, OneAtATime turns) {
        try {
            turns.execute(task);
        } catch (RuntimeException | Error noRoom) {
            // It has not been taken. Out of turn is better than never.
            task.run();
        }
    }

    /** Another's task may be the next. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error unforeseen) {
            say(unforeseen);
        }
    }

    private static void say(Throwable unforeseen) {
        try {
            LOG.log(System.Logger.Level.ERROR, "What an attempt came to was not told in good order", unforeseen);
        } catch (RuntimeException | Error untold) {
            // There may be no memory for words; the others' turns come first.
        }
    }
}
