package aigateway.ratelimit;

import java.time.Instant;

/**
 * How far a pool of a rate limit is used.
 *
 * @param pool {@code user:ann@example.com, openai-main/gpt-4o}; empty: the one pool all calls share
 * @param unit as in the manifest
 * @param resetsAt when all of the limit is free again if nothing else is taken
 */
public record RateLimitUse(String ruleId, String pool, String unit, long used, long limit, Instant resetsAt) {

    /** Of the limit, from 0 to 1; above 1 when calls took more tokens than they had announced. */
    public double share() {
        return limit <= 0 ? 1 : (double) used / limit;
    }

    RateLimitUse plus(RateLimitUse other) {
        return new RateLimitUse(
                ruleId,
                pool,
                unit,
                used + other.used,
                Math.max(limit, other.limit),
                resetsAt.isAfter(other.resetsAt) ? resetsAt : other.resetsAt);
    }
}
