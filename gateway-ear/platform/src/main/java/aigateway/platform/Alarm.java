package aigateway.platform;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that set it, unless it is closed in time. Closed in time, it leaves no interruption behind. */
public final class Alarm implements AutoCloseable {

    private final Thread sleeper = Thread.currentThread();
    private final CompletableFuture<Boolean> rings = new CompletableFuture<>();
    private boolean over;
    private boolean rung;

    private Alarm() {}

    /** For this thread. */
    public static Alarm after(Duration time) {
        Alarm alarm = new Alarm();
        alarm.rings
                .completeOnTimeout(true, time.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(alarm::ring);
        return alarm;
    }

    private synchronized void ring(boolean inTime) {
        if (inTime && !over) {
            sleeper.interrupt();
            rung = true;
        }
    }

    public synchronized boolean hasRung() {
        return rung;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (rung) {
                // It has rung: what it was set for has ended, and nothing else must be interrupted by it.
                Thread.interrupted();
            }
            over = true;
        }
        rings.complete(false);
    }
}
