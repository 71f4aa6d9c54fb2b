package aigateway.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who was turned away, noted on the request's path and written later. A flood is one entry a minute with a number, and of
 * different ones only so many are kept: whoever can be refused at will must not be able to fill memory or database. What
 * is not kept is counted.
 */
@ApplicationScoped
public class Denials {

    /** Different ones in a minute. */
    static final int MOST = 1_000;

    /** Different ones of one caller in a minute: the others' must have room. */
    static final int MOST_OF_ONE = 50;

    private static final Duration ONE_ENTRY = Duration.ofMinutes(1);

    private final Map<Denial, Tally> noted = new ConcurrentHashMap<>();
    private final LongAdder notKept = new LongAdder();

    @Inject
    InstantSource clock;

    /** Takes a microsecond and waits for nobody. */
    public void note(Denial denial, @Nullable String detail) {
        Instant now = clock.instant();
        if (!noted.containsKey(denial) && (noted.size() >= MOST || hasMany(denial))) {
            notKept.increment();
            return;
        }
        noted.compute(denial, (key, tally) -> tally == null ? Tally.begin(now, detail) : tally.again(now));
    }

    /** Who fails to sign in is nobody yet, and is slowed down elsewhere. */
    private boolean hasMany(Denial another) {
        if (another.action() != AuditAction.DENIED) {
            return false;
        }
        int many = 0;
        for (Denial each : noted.keySet()) {
            many += each.who().name().equals(another.who().name()) ? 1 : 0;
        }
        return many >= MOST_OF_ONE;
    }

    /** What the database does not know yet. */
    Map<Denial, Tally> unwritten() {
        Map<Denial, Tally> result = new HashMap<>();
        noted.forEach((denial, tally) -> {
            if (!tally.isWritten()) {
                result.put(denial, tally);
            }
        });
        return result;
    }

    /**
     * @param tallies as {@link #unwritten} gave them
     * @param rows that count them now
     */
    void written(Map<Denial, Tally> tallies, Map<Denial, Long> rows) {
        rows.forEach((denial, row) -> noted.computeIfPresent(denial, (key, tally) -> {
            Tally asItWas = tallies.get(denial);
            return asItWas == null ? tally : tally.written(asItWas, row);
        }));
    }

    /** A minute is over: the next one is another entry, in a flood without a pause, too. */
    void forget() {
        Instant old = clock.instant().minus(ONE_ENTRY);
        noted.forEach((denial, known) ->
                noted.computeIfPresent(denial, (key, tally) -> tally.first().isAfter(old) ? tally : tally.unwritten()));
    }

    /** How many were not kept since this was asked last. */
    long takeNotKept() {
        return notKept.sumThenReset();
    }

    /** The database did not take them: they are still to be told. */
    void notKept(long many) {
        notKept.add(many);
    }
}
