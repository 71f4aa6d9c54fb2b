package aigateway.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that set it, unless it is closed in time. Closed in time, it leaves no interruption behind. */
final class Alarm implements AutoCloseable {

    private final Thread sleeper = Thread.currentThread();
    private boolean over;
    private boolean rung;

    private Alarm() {}

    static Alarm after(Duration time) {
        Alarm alarm = new Alarm();
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(alarm::ring);
        return alarm;
    }

    private synchronized void ring() {
        if (!over) {
            sleeper.interrupt();
            rung = true;
        }
    }

    synchronized boolean hasRung() {
        return rung;
    }

    @Override
    public synchronized void close() {
        if (rung) {
            // It has rung: what it was set for has ended, and nothing else must be interrupted by it.
            Thread.interrupted();
        }
        over = true;
    }
}
