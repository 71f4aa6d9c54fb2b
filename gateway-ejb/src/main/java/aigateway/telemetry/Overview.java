package aigateway.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A time in figures.
 *
 * @param series a bucket for each step of the time, empty ones included
 * @param models leaders by requests, as the lists beside it
 * @param errors by {@code error.type}
 * @param labels by the values of the label that was asked for
 * @param labelNames of all labels that were seen; empty unless one was asked for
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
        List<Leader> errors,
        List<Leader> labels,
        List<String> labelNames) {

    public record Bucket(Instant start, Figures figures) {}

    /** @param errorTypes how many of the errors have which {@code error.type} */
    public record Leader(String name, Figures figures, Map<String, Long> errorTypes) {

        /** Those of the errors whose type is such a one. */
        public long errorsOf(Predicate<String> type) {
            return errorTypes.entrySet().stream()
                    .filter(entry -> type.test(entry.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        public long requests() {
            return figures.requests();
        }
    }
}
