package aigateway.price;

import java.math.BigDecimal;
import java.util.List;

/**
 * Dollars for a million tokens of one kind.
 *
 * @param tiers by rising start; the last one the request's whole input lies above holds for <em>all</em> tokens of the
 *     kind, not only for those above it
 */
record Rate(BigDecimal base, List<Tier> tiers) {

    record Tier(long start, BigDecimal price) {}

    static final Rate ZERO = flat(BigDecimal.ZERO);

    Rate {
        tiers = List.copyOf(tiers);
    }

    static Rate flat(BigDecimal price) {
        return new Rate(price, List.of());
    }

    /** @return dollars for these tokens in a request whose input is {@code inputTokens} long */
    BigDecimal cost(long tokens, long inputTokens) {
        return tokens == 0
                ? BigDecimal.ZERO
                : at(inputTokens).multiply(BigDecimal.valueOf(tokens)).scaleByPowerOfTen(-6);
    }

    private BigDecimal at(long inputTokens) {
        BigDecimal price = base;
        for (Tier tier : tiers) {
            if (inputTokens > tier.start()) {
                price = tier.price();
            }
        }
        return price;
    }
}
