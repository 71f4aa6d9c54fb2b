package aigateway.ratelimit;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How much was taken of a limit lately. In any stretch of time as long as the window no more than the limit is taken.
 *
 * <p>The window is cut into slots. What was taken counts until the last that was taken in the same slot has left the window:
 * at least for the window's length, at most one slot longer, and nobody is asked to wait longer than the window. Several
 * threads may take at once. The clock is read under the lock, and when it is set back time stands still here instead, so
 * nothing is forgotten early.
 */
final class SlidingWindow {

    static final int SLOTS = 60;

    /** The current slot and as many before it as make up the window. */
    private static final int RING = SLOTS + 1;

    private final InstantSource clock;
    private final long slotMillis;
    private final long lengthMillis;
    private final long[] ring = new long[RING];

    /** When something was last taken in each slot. */
    private final long[] taken = new long[RING];

    private long latest;
    private long setBack;
    private long head;
    private long used;
    private boolean retired;

    SlidingWindow(Duration length, InstantSource clock) {
        this.clock = clock;
        this.slotMillis = length.toMillis() / SLOTS;
        this.lengthMillis = slotMillis * SLOTS;
        this.latest = clock.millis();
        this.head = latest / slotMillis;
    }

    /**
     * The answer to {@link #take}.
     *
     * @param slot where it was taken, for {@link #correct}
     * @param remaining what is left of the limit now
     * @param waitMillis when refused, until the same amount would be granted; else until all of the limit is free again
     */
    record Taking(boolean granted, long slot, long remaining, long waitMillis) {}

    /**
     * What a window shows from outside.
     *
     * @param resetsAt milliseconds since 1970; when all of the limit is free if nothing else is taken
     */
    record Level(long used, long resetsAt) {}

    /**
     * @param amount at most the limit, otherwise it is never granted
     * @return null when the window was retired meanwhile: ask for a fresh one
     */
    synchronized @Nullable Taking take(long amount, long limit) {
        if (retired) {
            return null;
        }
        advance();
        long free = limit - used;
        if (amount > free) {
            return new Taking(false, head, Math.max(0, free), untilFree(amount - free));
        }
        ring[index(head)] += amount;
        taken[index(head)] = latest;
        used += amount;
        return new Taking(true, head, free - amount, untilReset());
    }

    /** Changes what was taken in a slot, up or down, unless it no longer counts. */
    synchronized void correct(long slot, long difference) {
        advance();
        if (head - slot <= SLOTS && untilGone(slot) > 0) {
            ring[index(slot)] += difference;
            used += difference;
        }
    }

    synchronized Level level() {
        advance();
        return new Level(used, latest - setBack + untilReset());
    }

    /** Takes the window out of service if nothing counts any more. */
    synchronized boolean retireIfIdle() {
        advance();
        retired |= used == 0;
        return retired;
    }

    private void advance() {
        long now = clock.millis() + setBack;
        if (now < latest) {
            setBack += latest - now;
            now = latest;
        }
        latest = now;
        long slot = now / slotMillis;
        long passed = Math.min(slot - head, RING);
        for (long i = 1; i <= passed; i++) {
            forget(slot - passed + i);
        }
        head = slot;
        if (untilGone(head - SLOTS) <= 0) {
            forget(head - SLOTS);
        }
    }

    private void forget(long slot) {
        int index = index(slot);
        used -= ring[index];
        ring[index] = 0;
    }

    /** Milliseconds until at least this much has left the window. */
    private long untilFree(long needed) {
        long free = 0;
        for (long slot = head - SLOTS; slot <= head; slot++) {
            free += ring[index(slot)];
            if (free >= needed) {
                return untilGone(slot);
            }
        }
        return untilGone(head);
    }

    private long untilReset() {
        for (long slot = head; slot >= head - SLOTS; slot--) {
            if (ring[index(slot)] != 0) {
                return untilGone(slot);
            }
        }
        return 0;
    }

    private long untilGone(long slot) {
        return taken[index(slot)] + lengthMillis - latest;
    }

    private static int index(long slot) {
        return Math.floorMod(slot, RING);
    }
}
