package aigateway.admission;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A rule that looked at a call, and what it had left after it.
 *
 * @param unit as in the manifest: {@code requests_per_minute}, {@code cost_per_month}, …
 * @param resetAfter until all of the limit is available again
 */
public record AppliedRule(
        Kind kind, String id, String unit, BigDecimal limit, BigDecimal remaining, Duration resetAfter) {

    public enum Kind {
        RATE_LIMIT,
        BUDGET
    }
}
