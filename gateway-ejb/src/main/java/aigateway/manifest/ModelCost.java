package aigateway.manifest;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An account's own price of a model, in dollars.
 *
 * @param metric {@code per_1000_tokens} or {@code per_million_tokens}
 * @param cachedInput price of input read from a cache; null: as input
 */
public record ModelCost(
        String metric,
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite) {}
