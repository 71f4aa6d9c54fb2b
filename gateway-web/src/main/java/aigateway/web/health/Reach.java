package aigateway.web.health;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether something outside answers, and whether it ever did. A node is ready once all it needs has been there; what goes
 * away later is no reason to take it out of service, since requests go on without, and all nodes would go at once.
 */
final class Reach {

    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(15).toNanos();

    private final LongSupplier nanoTime;
    private final long begin;
    private volatile boolean known;
    private volatile long lastSeen;
    private volatile boolean there;
    private volatile boolean ever;
    private @Nullable Boolean told;

    Reach(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    void found(boolean answered) {
        if (answered) {
            lastSeen = nanoTime.getAsLong();
            ever = true;
        }
        there = answered;
        known = true;
    }

    /** A question that is not answered yet is no answer either, after a while. */
    boolean now() {
        return there && nanoTime.getAsLong() - lastSeen < FORGOTTEN_NANOS;
    }

    boolean ever() {
        return ever;
    }

    /** @return what to tell, each change once: whether it answers; null when there is nothing new */
    synchronized @Nullable Boolean news() {
        if (!known && nanoTime.getAsLong() - begin < FORGOTTEN_NANOS) {
            return null;
        }
        boolean now = now();
        boolean changed = told == null ? !now : told != now;
        told = now;
        return changed ? now : null;
    }
}
