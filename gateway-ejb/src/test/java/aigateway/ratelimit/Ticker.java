package aigateway.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
final class Ticker implements InstantSource {

    private volatile Instant now;

    Ticker(String start) {
        now = Instant.parse(start);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void move(Duration step) {
        now = now.plus(step);
    }

    void moveMillis(long step) {
        move(Duration.ofMillis(step));
    }
}
