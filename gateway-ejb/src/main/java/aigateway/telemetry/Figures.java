package aigateway.telemetry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What some requests add up to. Latencies in milliseconds; null when there was nothing to measure.
 *
 * @param cost in dollars, of the requests whose price is known; null when none is, which is not the same as free
 * @param unpriced requests that cost something, and nobody knows how much
 */
public record Figures(
        long requests,
        long errors,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal cost,
        long unpriced,
        @Nullable Double latencyP50,
        @Nullable Double latencyP90,
        @Nullable Double latencyP99,
        @Nullable Double timeToFirstTokenP50,
        @Nullable Double timeToFirstTokenP90,
        @Nullable Double timeToFirstTokenP99) {

    public static final Figures NONE = new Figures(0, 0, 0, 0, null, 0, null, null, null, null, null, null);

    public long tokens() {
        return inputTokens + outputTokens;
    }
}
