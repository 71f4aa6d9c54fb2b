package aigateway.routing;

import aigateway.manifest.SlaCutoff;
import java.math.BigDecimal;
import java.time.Duration;
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

    synchronized Standing standing(@Nullable SlaCutoff cutoff) {
        long now = clock.millis();
        if (isResting(now)) {
            return Standing.RESTING;
        }
        if (failures.count(now, FAILURES) >= Health.LEAST_FAILURES) {
            return Standing.FAILING;
        }
        return cutoff != null && isPast(now, cutoff) ? Standing.SLOW : Standing.WELL;
    }

    private boolean isPast(long now, SlaCutoff cutoff) {
        return isPast(paces, now, cutoff.timePerOutputTokenMs())
                || isPast(firstTokens, now, cutoff.timeToFirstTokenMs());
    }

    private static boolean isPast(Recent figures, long now, @Nullable BigDecimal most) {
        // NaN, where too few tell, is never more.
        return most != null && figures.mean(now, SLA, Health.LEAST_SAMPLES) > most.doubleValue();
    }

    synchronized double pace() {
        return paces.mean(clock.millis(), PACE, Health.LEAST_SAMPLES);
    }

    /** A rest that begins later than now was asked for before the clock was set back. */
    private boolean isResting(long now) {
        return restsFrom <= now && now < restsUntil;
    }
}
