package aigateway.routing;

import aigateway.manifest.type.SlaCutoff;
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

    /** Asked with every request, so nothing is added up that the cut-off does not ask for. */
    synchronized Standing standing(@Nullable SlaCutoff cutoff) {
        long now = clock.millis();
        boolean pace = cutoff != null && cutoff.timePerOutputTokenMs() != null;
        boolean firstToken = cutoff != null && cutoff.timeToFirstTokenMs() != null;
        return TargetFigures.standing(
                isResting(now),
                failures.count(now, FAILURES),
                cutoff,
                pace ? paces.mean(now, SLA, Health.LEAST_SAMPLES) : Double.NaN,
                firstToken ? firstTokens.mean(now, SLA, Health.LEAST_SAMPLES) : Double.NaN);
    }

    synchronized double pace() {
        return paces.mean(clock.millis(), PACE, Health.LEAST_SAMPLES);
    }

    synchronized TargetFigures figures() {
        long now = clock.millis();
        return new TargetFigures(
                isResting(now) ? Instant.ofEpochMilli(restsUntil) : null,
                failures.count(now, FAILURES),
                paces.count(now, PACE),
                paces.mean(now, PACE, Health.LEAST_SAMPLES),
                paces.mean(now, SLA, Health.LEAST_SAMPLES),
                firstTokens.mean(now, SLA, Health.LEAST_SAMPLES));
    }

    /** A rest that begins later than now was asked for before the clock was set back. */
    private boolean isResting(long now) {
        return restsFrom <= now && now < restsUntil;
    }
}
