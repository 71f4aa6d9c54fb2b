package aigateway.price;

import aigateway.call.Usage;
import aigateway.manifest.type.ModelCost;
import java.math.BigDecimal;
import java.util.List;

/** What a model charges. Immutable; a catalogue entry or an account's own {@code cost}. */
public interface Price {

    /** Costs nothing, and is known to. */
    Price FREE = usage -> BigDecimal.ZERO;

    /** @return dollars one request with this usage costs, exact: nothing is rounded */
    BigDecimal cost(Usage usage);

    /**
     * @return dollars a request costs at most with so many tokens, whichever kinds of them its input and its output turn out
     *     to be
     */
    default BigDecimal most(Usage usage) {
        return cost(usage);
    }

    /** @return lengths of a request's input above which its tokens have other prices, by rising length */
    default List<Long> tiers() {
        return List.of();
    }

    /** An account's own price. */
    static Price of(ModelCost cost) {
        int toMillion = cost.metric().equals("per_1000_tokens") ? 3 : 0;
        TokenRates.Builder rates = new TokenRates.Builder();
        rates.input = Rate.flat(cost.input().scaleByPowerOfTen(toMillion));
        rates.output = Rate.flat(cost.output().scaleByPowerOfTen(toMillion));
        if (cost.cachedInput() != null) {
            rates.cacheRead = Rate.flat(cost.cachedInput().scaleByPowerOfTen(toMillion));
        }
        if (cost.cacheWrite() != null) {
            rates.cacheWrite = Rate.flat(cost.cacheWrite().scaleByPowerOfTen(toMillion));
        }
        return new UnitRates(rates.build(), UnitRates.Rates.of(cost));
    }
}
