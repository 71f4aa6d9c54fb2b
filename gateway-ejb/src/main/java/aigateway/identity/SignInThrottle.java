package aigateway.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Slows guessing down: after five failures in a row a name has to wait, each time longer, up to a minute. No longer, so
 * that guessing cannot lock anyone out for good.
 */
@ApplicationScoped
class SignInThrottle {

    private static final int FREE_FAILURES = 5;
    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;
    private static final long FORGET_MILLIS = 15 * 60_000L;
    private static final int MAX_NAMES = 10_000;

    private final Map<String, Failures> failures = new ConcurrentHashMap<>();

    @Inject
    InstantSource clock;

    private record Failures(int count, long lastAt) {

        long waitMillis() {
            if (count < FREE_FAILURES) {
                return 0;
            }
            int doublings = Math.min(count - FREE_FAILURES, 10);
            return Math.min(FIRST_WAIT_MILLIS << doublings, LONGEST_WAIT_MILLIS);
        }
    }

    boolean mayTry(String name) {
        Failures known = failures.get(key(name));
        return known == null || clock.millis() - known.lastAt >= known.waitMillis();
    }

    void failed(String name) {
        long now = clock.millis();
        if (failures.size() >= MAX_NAMES) {
            failures.values().removeIf(known -> now - known.lastAt >= LONGEST_WAIT_MILLIS);
        }
        failures.compute(key(name), (key, known) -> new Failures(countAfter(known, now), now));
    }

    private static int countAfter(@Nullable Failures known, long now) {
        return known == null || now - known.lastAt >= FORGET_MILLIS ? 1 : known.count + 1;
    }

    void succeeded(String name) {
        failures.remove(key(name));
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() > 256 ? lower.substring(0, 256) : lower;
    }
}
