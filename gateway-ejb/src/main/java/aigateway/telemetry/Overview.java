package aigateway.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A time in figures.
 *
 * @param series a bucket for each step of the time, empty ones included
 * @param models leaders by requests, as the lists beside it
 * @param errors by {@code error.type}
 */
public record Overview(
        Instant from,
        Instant until,
        Duration step,
        Figures total,
        List<Bucket> series,
        List<Leader> models,
        List<Leader> users,
        List<Leader> virtualAccounts,
        List<Leader> teams,
        List<Leader> errors) {

    public record Bucket(Instant start, Figures figures) {}

    /**
     * @param errorTypes how many of the errors have which {@code error.type}
     * @param cost in dollars, of the requests whose price is known; null when none is
     * @param unpriced requests that cost something, and nobody knows how much
     */
    public record Leader(
            String name,
            long requests,
            long errors,
            Map<String, Long> errorTypes,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal cost,
            long unpriced) {

        /** Those of the errors whose type is such a one. */
        public long errorsOf(Predicate<String> type) {
            return errorTypes.entrySet().stream()
                    .filter(entry -> type.test(entry.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        public long tokens() {
            return inputTokens + outputTokens;
        }
    }
}
