package aigateway.time;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Work that comes round until it is stopped. One that takes longer than the pause is joined by no second one. */
public final class Round {

    private static final System.Logger LOG = System.getLogger(Round.class.getName());

    private final ExecutorService threads;
    private final Runnable work;
    private @Nullable Future<?> timed;
    private @Nullable Future<?> running;
    private boolean stopped;

    private Round(ExecutorService threads, Runnable work) {
        this.threads = threads;
        this.work = work;
    }

    static Round begin(
            ScheduledExecutorService timer, ExecutorService threads, Duration first, Duration pause, Runnable work) {
        Round round = new Round(threads, work);
        synchronized (round) {
            round.timed = timer.scheduleWithFixedDelay(
                    round::come, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
        return round;
    }

    private synchronized void come() {
        if (stopped || (running != null && !running.isDone())) {
            return;
        }
        try {
            running = threads.submit(this::work);
        } catch (RejectedExecutionException | OutOfMemoryError full) {
            // Neither is thrown to the timer, which would never come again.
            LOG.log(System.Logger.Level.DEBUG, "No thread for a round; the next one tries again", full);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Nobody asks what came of it.
    private void work() {
        try {
            work.run();
        } catch (Exception unforeseen) {
            LOG.log(System.Logger.Level.ERROR, "A round ended before its time", unforeseen);
        }
    }

    /** No further one begins; one that runs goes on to its end. */
    public synchronized void stop() {
        stopped = true;
        if (timed != null) {
            timed.cancel(false);
        }
    }

    /** The same, and one that runs is interrupted: for those that only ask. */
    public synchronized void breakOff() {
        stop();
        if (running != null) {
            running.cancel(true);
        }
    }
}
