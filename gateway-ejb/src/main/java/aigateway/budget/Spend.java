package aigateway.budget;

import aigateway.admission.Settlement;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What calls came to.
 *
 * @param cost dollars, with as many digits as the database keeps
 * @param unknownRequests calls whose price nobody knows; their cost is missing from {@code cost}
 */
public record Spend(BigDecimal cost, long tokens, long unknownRequests) {

    static final int SCALE = 12;
    static final Spend NONE = new Spend(BigDecimal.ZERO, 0, 0);

    public Spend {
        cost = cost.setScale(SCALE, RoundingMode.HALF_UP);
    }

    static Spend of(Settlement settlement) {
        // An upstream that reports less than nothing earns nothing back.
        long tokens = Math.max(0, settlement.usage().totalTokens());
        BigDecimal cost = settlement.cost();
        return cost == null
                ? new Spend(BigDecimal.ZERO, tokens, tokens > 0 ? 1 : 0)
                : new Spend(cost.max(BigDecimal.ZERO), tokens, 0);
    }

    Spend plus(Spend other) {
        return new Spend(cost.add(other.cost), tokens + other.tokens, unknownRequests + other.unknownRequests);
    }

    Spend minus(Spend other) {
        return new Spend(cost.subtract(other.cost), tokens - other.tokens, unknownRequests - other.unknownRequests);
    }

    boolean isNone() {
        return cost.signum() == 0 && tokens == 0 && unknownRequests == 0;
    }

    BigDecimal in(BudgetUnit unit) {
        return unit.tokens() ? BigDecimal.valueOf(tokens) : cost;
    }
}
