package aigateway.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How targets have been answering. Two failures within two minutes put a target last, still usable; when they have
 * passed it is back by itself. A target that asked for a pause gets it.
 */
public final class Health {

    static final Duration WINDOW = Duration.ofMinutes(2);

    private record State(Instant lastFailure, @Nullable Instant failureBefore, Instant restsUntil) {}

    private final ConcurrentHashMap<String, State> states = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Health(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the status says that the target, not the request, is in trouble. */
    public static boolean isFailure(int status) {
        return status >= 500 || status == 429 || status == 401 || status == 403;
    }

    /**
     * @param pause how long the target asked to be left alone; zero when it did not
     */
    public void failed(Target target, Duration pause) {
        Instant now = clock.instant();
        states.merge(
                target.id(),
                new State(now, null, now.plus(pause)),
                (known, fresh) -> new State(
                        now,
                        known.lastFailure(),
                        fresh.restsUntil().isAfter(known.restsUntil()) ? fresh.restsUntil() : known.restsUntil()));
    }

    public boolean isWell(Target target) {
        State state = states.get(target.id());
        if (state == null) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(state.restsUntil())) {
            return false;
        }
        Instant before = state.failureBefore();
        if (before != null && now.isBefore(before.plus(WINDOW))) {
            return false;
        }
        if (now.isAfter(state.lastFailure().plus(WINDOW))) {
            states.remove(target.id(), state);
        }
        return true;
    }
}
