package aigateway.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A model the catalogue knows.
 *
 * @param contextWindow most input tokens; empty when the catalogue does not say
 * @param prices each holds under its condition, the last that does wins; when none does, the first
 */
record CataloguedModel(String id, Clause match, OptionalLong contextWindow, List<Dated> prices) {

    /** A price and when it holds; a null price: listed without one. */
    record Dated(Validity validity, @Nullable Price price) {}

    /** When a price holds, in UTC. */
    @FunctionalInterface
    interface Validity {
        Validity ALWAYS = at -> true;

        boolean holds(Instant at);
    }

    Optional<Price> price(Instant at) {
        for (int i = prices.size() - 1; i >= 0; i--) {
            if (prices.get(i).validity().holds(at)) {
                return Optional.ofNullable(prices.get(i).price());
            }
        }
        return prices.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(prices.get(0).price());
    }
}
