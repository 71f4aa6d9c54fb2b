package aigateway.web.closing;

import aigateway.platform.HotPath;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are not answered to their end, and whether more are taken. */
@HotPath
public class RunningRequests {

    private static final long LOOK_MILLIS = 20;

    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean closed;

    /** @return false when no more are taken */
    boolean begin() {
        running.incrementAndGet();
        if (closed) {
            // Counted first: whoever closes sees either this one or none that goes on.
            running.decrementAndGet();
            return false;
        }
        return true;
    }

    void end() {
        running.decrementAndGet();
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    int count() {
        return running.get();
    }

    /** @return whether all have ended in this time */
    boolean awaitNone(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (running.get() > 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return running.get() == 0;
    }
}
