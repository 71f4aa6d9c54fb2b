package aigateway.routing;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the sessions of this node began, for as long as they are to stay where they are. Time is cut into windows of a
 * session's length, and its lots are drawn for the window in which it began: so another node, which saw the session a
 * moment later, draws the same unless a window ended in between. Bounded: who finds no room is drawn for the window of the
 * moment.
 */
final class Sessions {

    static final int MOST = 100_000;

    private static final long SWEEP_MILLIS = 1_000;

    private record Begun(long at, long until) {

        boolean holds(long now) {
            return at <= now && now < until;
        }
    }

    private final ConcurrentHashMap<Long, Begun> begun = new ConcurrentHashMap<>();
    private final AtomicLong swept = new AtomicLong();
    private final InstantSource clock;
    private final int most;

    Sessions(InstantSource clock) {
        this(clock, MOST);
    }

    Sessions(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** The window in which the session began; it begins now when it is new, or when its time is over. */
    long window(long session, long ttlMillis) {
        Begun known = begun.get(session);
        // Read after what it is held against: a time before that can only be a clock that was set back.
        long now = clock.millis();
        if (known == null && !hasRoom(now)) {
            return window(now, session, ttlMillis);
        }
        if (known == null || !known.holds(now)) {
            known = begun.compute(session, (hash, other) -> {
                long then = clock.millis();
                return other != null && other.holds(then) ? other : new Begun(then, then + ttlMillis);
            });
        }
        return window(known.at(), session, ttlMillis);
    }

    /** Each session's windows end at times of their own: otherwise all would be drawn anew at the same moment. */
    private static long window(long at, long session, long ttlMillis) {
        return Math.floorDiv(at + Math.floorMod(session, ttlMillis), ttlMillis);
    }

    private boolean hasRoom(long now) {
        if (begun.mappingCount() < most) {
            return true;
        }
        long last = swept.get();
        if (now - last >= SWEEP_MILLIS && swept.compareAndSet(last, now)) {
            begun.values().removeIf(session -> !session.holds(now));
        }
        return begun.mappingCount() < most;
    }

    int size() {
        return begun.size();
    }
}
