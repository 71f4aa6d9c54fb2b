package aigateway.telemetry.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which spans are asked for: all parts must match, an empty list matches everything.
 *
 * @param from null: from the first
 * @param until exclusive; null: up to the newest
 * @param project of a tracing project; null for all
 * @param alsoWithoutProject spans that name none count as this project's
 * @param parentIds the empty one means those that have none
 */
public record SpanQuery(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String project,
        boolean alsoWithoutProject,
        List<String> traceIds,
        List<String> spanIds,
        List<String> parentIds,
        List<String> subjectTypes,
        List<String> subjectSlugs,
        List<String> services,
        boolean ascending,
        List<Filter> filters) {

    public SpanQuery {
        traceIds = List.copyOf(traceIds);
        spanIds = List.copyOf(spanIds);
        parentIds = List.copyOf(parentIds);
        subjectTypes = List.copyOf(subjectTypes);
        subjectSlugs = List.copyOf(subjectSlugs);
        services = List.copyOf(services);
        filters = List.copyOf(filters);
    }

    /** Only spans without a parent: every trace begins with one. */
    boolean isOfRoots() {
        return parentIds.equals(List.of(""));
    }

    /** Only spans that begin something here: the index has them apart. */
    boolean isOfEntries() {
        return isOfRoots() || filters.stream().anyMatch(Filter::isOfEntries);
    }

    boolean namesSpans() {
        return !traceIds.isEmpty() || !spanIds.isEmpty();
    }
}
