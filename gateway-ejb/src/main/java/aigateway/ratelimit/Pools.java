package aigateway.ratelimit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The windows of one rule, by the name of the pool. They outlive a change of the rule that keeps its id, unit and
 * pooling. Idle ones are swept away; when there are too many, new names share one, which is stricter, never laxer.
 */
final class Pools {

    /** Windows of all rules together: some 50 MB. */
    static final int MOST = 100_000;

    private static final String OVERFLOW = "…";

    /** What must stay the same for counters to be kept. */
    record Identity(String ruleId, RateUnit unit, List<String> appliesPer) {
        Identity {
            appliesPer = List.copyOf(appliesPer);
        }
    }

    private final Map<String, SlidingWindow> windows = new ConcurrentHashMap<>();
    private final RateUnit unit;
    private final InstantSource clock;
    private final AtomicLong count;
    private final int most;

    /** @param count of the windows of all rules */
    Pools(RateUnit unit, InstantSource clock, AtomicLong count, int most) {
        this.unit = unit;
        this.clock = clock;
        this.count = count;
        this.most = most;
    }

    /** What was taken, and from which window. */
    record Taken(SlidingWindow window, SlidingWindow.Taking taking) {}

    Taken take(String pool, long amount, long limit) {
        while (true) {
            SlidingWindow window = window(pool);
            SlidingWindow.Taking taking = window.take(amount, limit);
            if (taking != null) {
                return new Taken(window, taking);
            }
        }
    }

    private SlidingWindow window(String pool) {
        SlidingWindow known = windows.get(pool);
        if (known != null) {
            return known;
        }
        String name = count.get() < most ? pool : OVERFLOW;
        return windows.computeIfAbsent(name, it -> {
            count.incrementAndGet();
            return new SlidingWindow(unit.window(), clock);
        });
    }

    /** The pools that something counts in. */
    Stream<RateLimitUse> use(RateRules.Rule rule) {
        return windows.entrySet().stream()
                .map(entry -> {
                    SlidingWindow.Level level = entry.getValue().level();
                    Instant resetsAt = Instant.ofEpochMilli(level.resetsAt());
                    return new RateLimitUse(
                            rule.id(), entry.getKey(), rule.manifestUnit(), level.used(), rule.limit(), resetsAt);
                })
                .filter(use -> use.used() > 0);
    }

    /** @return whether nothing is left */
    boolean sweep() {
        windows.forEach((pool, window) -> {
            if (window.retireIfIdle() && windows.remove(pool, window)) {
                count.decrementAndGet();
            }
        });
        return windows.isEmpty();
    }
}
