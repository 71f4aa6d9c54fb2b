package aigateway.routing;

import aigateway.manifest.type.SlaCutoff;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of a target at a moment.
 *
 * @param restsUntil null when it does not rest
 * @param failures in the last two minutes, of the last hundred
 * @param answers that tell its pace, in the last twenty minutes and of the last hundred
 * @param pace mean milliseconds for a token over these; {@code NaN} when too few tell
 * @param recentPace the same over the last three minutes
 * @param recentFirstToken mean milliseconds until a stream's first token over the last three minutes
 */
public record TargetFigures(
        @Nullable Instant restsUntil,
        int failures,
        int answers,
        double pace,
        double recentPace,
        double recentFirstToken) {

    /** Of a target that was not asked yet. */
    public static final TargetFigures NONE = new TargetFigures(null, 0, 0, Double.NaN, Double.NaN, Double.NaN);

    public Standing standing(@Nullable SlaCutoff cutoff) {
        return standing(restsUntil != null, failures, cutoff, recentPace, recentFirstToken);
    }

    static Standing standing(
            boolean resting, int failures, @Nullable SlaCutoff cutoff, double recentPace, double recentFirstToken) {
        if (resting) {
            return Standing.RESTING;
        }
        if (failures >= Health.LEAST_FAILURES) {
            return Standing.FAILING;
        }
        boolean slow = cutoff != null
                && (isPast(recentPace, cutoff.timePerOutputTokenMs())
                        || isPast(recentFirstToken, cutoff.timeToFirstTokenMs()));
        return slow ? Standing.SLOW : Standing.WELL;
    }

    private static boolean isPast(double millis, @Nullable BigDecimal most) {
        // NaN, where too few tell, is never more.
        return most != null && millis > most.doubleValue();
    }
}
