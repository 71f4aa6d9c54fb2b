package aigateway.routing;

import aigateway.manifest.SlaCutoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What one target did lately. Several threads tell and ask; each holds the lock for less than a microsecond. */
final class TargetRecord {

    private static final long FAILURES = Health.FAILURE_WINDOW.toMillis();
    private static final long SLA = Health.SLA_WINDOW.toMillis();
    private static final long PACE = Health.PACE_WINDOW.toMillis();

    private final Recent failures = new Recent();
    private final Recent paces = new Recent();
    private final Recent firstTokens = new Recent();
    private final InstantSource clock;
    private long restsFrom;
    private long restsUntil;

    /** @param clock read under the lock, so that only a clock that was set back shows a time before another's */
    TargetRecord(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(Duration pause) {
        long now = clock.millis();
        failures.add(now, 1);
        long until = now + pause.toMillis();
        if (until > now && (until > restsUntil || restsFrom > now)) {
            restsFrom = now;
            restsUntil = until;
        }
    }

    synchronized void answered(double millisPerToken, double firstTokenMillis) {
        long now = clock.millis();
        if (!Double.isNaN(millisPerToken)) {
            paces.add(now, millisPerToken);
        }
        if (!Double.isNaN(firstTokenMillis)) {
            firstTokens.add(now, firstTokenMillis);
        }
    }

    Standing standing(@Nullable SlaCutoff cutoff) {
        return figures().standing(cutoff);
    }

    synchronized double pace() {
        return paces.mean(clock.millis(), PACE, Health.LEAST_SAMPLES);
    }

    synchronized TargetFigures figures() {
        long now = clock.millis();
        // A rest that begins later than now was asked for before the clock was set back.
        boolean resting = restsFrom <= now && now < restsUntil;
        return new TargetFigures(
                resting ? Instant.ofEpochMilli(restsUntil) : null,
                failures.count(now, FAILURES),
                paces.count(now, PACE),
                paces.mean(now, PACE, Health.LEAST_SAMPLES),
                paces.mean(now, SLA, Health.LEAST_SAMPLES),
                firstTokens.mean(now, SLA, Health.LEAST_SAMPLES));
    }
}
