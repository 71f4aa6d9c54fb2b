package aigateway.otlp;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: twice as long each time up to a limit, and never just as long as others. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final DoubleSupplier random;
    private Duration next = FIRST;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** @param asked what the backend wants; it is not asked earlier */
    Duration next(Optional<Duration> asked) {
        Duration jittered = Duration.ofNanos((long) (next.toNanos() * (0.5 + random.getAsDouble() / 2)));
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return asked.filter(wait -> wait.compareTo(jittered) > 0).orElse(jittered);
    }

    void reset() {
        next = FIRST;
    }
}
