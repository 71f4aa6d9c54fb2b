package aigateway.telemetry.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an answer.
 *
 * @param start of its step; null where the whole time is one
 * @param total how many spans it stands for
 * @param groups what they have in common, in the order that was asked for; null for those that have none
 * @param values of the aggregations, in their order; null where there was nothing to add up
 */
public record MetricsPoint(
        @Nullable Instant start, long total, List<@Nullable String> groups, List<@Nullable Double> values) {}
