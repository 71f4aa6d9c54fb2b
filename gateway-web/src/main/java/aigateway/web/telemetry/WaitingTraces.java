package aigateway.web.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Traces on their way to the publisher: any number of threads put, one takes. Bounded in number and in bytes; putting
 * never waits and takes no lock.
 */
final class WaitingTraces {

    private final Queue<Parcel> traces = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final int mostTraces;
    private final long mostBytes;
    private volatile @Nullable Thread taker;
    private volatile boolean atOnce;

    WaitingTraces(int mostTraces, long mostBytes) {
        this.mostTraces = mostTraces;
        this.mostBytes = mostBytes;
    }

    /** @return false when there is no room; the trace is not kept then */
    boolean offer(Parcel trace) {
        return offer(trace, mostTraces, mostBytes);
    }

    /** What can be sent again gets half of the room, so that it never displaces what cannot. */
    boolean offerRepeatable(Parcel parcel) {
        return offer(parcel, mostTraces / 2, mostBytes / 2);
    }

    /** Bytes that {@link #offerRepeatable} takes at most. */
    long mostRepeatableBytes() {
        return mostBytes / 2;
    }

    private boolean offer(Parcel trace, int most, long mostBytes) {
        if (count.get() >= most || bytes.get() + trace.weight() > mostBytes) {
            return false;
        }
        count.incrementAndGet();
        bytes.addAndGet(trace.weight());
        traces.add(trace);
        Thread waiting = taker;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
        return true;
    }

    /**
     * What has gathered, oldest first. They count as waiting until {@link #forget}.
     *
     * @param bytes stops after the trace that goes beyond
     */
    List<Parcel> take(long bytes) {
        List<Parcel> taken = new ArrayList<>();
        long sum = 0;
        for (Parcel next = traces.poll(); next != null; next = sum < bytes ? traces.poll() : null) {
            taken.add(next);
            sum += next.weight();
        }
        return taken;
    }

    /** @return false when nothing came in time */
    boolean await(long timeoutNanos) {
        if (!traces.isEmpty()) {
            return true;
        }
        long deadline = System.nanoTime() + timeoutNanos;
        taker = Thread.currentThread();
        try {
            // Looked at again after the taker is known, or a trace put in between would wait for the next one.
            while (traces.isEmpty()) {
                long rest = deadline - System.nanoTime();
                // A server that stops may interrupt; left set, the mark would have this wait without waiting.
                if (rest <= 0 || atOnce || Thread.interrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, rest);
            }
            return true;
        } finally {
            taker = null;
        }
    }

    /** From now on nobody waits for more to come. */
    void takeAtOnce() {
        atOnce = true;
        LockSupport.unpark(taker);
    }

    /** These have arrived, or never will. */
    void forget(List<Parcel> taken) {
        long sum = 0;
        for (Parcel trace : taken) {
            sum += trace.weight();
        }
        count.addAndGet(-taken.size());
        bytes.addAndGet(-sum);
    }

    int count() {
        return count.get();
    }

    long bytes() {
        return bytes.get();
    }
}
