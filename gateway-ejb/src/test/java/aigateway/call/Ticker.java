package aigateway.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class Ticker implements InstantSource {

    private volatile Instant now;

    public Ticker(String start) {
        now = Instant.parse(start);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void move(Duration step) {
        now = now.plus(step);
    }

    public void moveMillis(long step) {
        move(Duration.ofMillis(step));
    }
}
