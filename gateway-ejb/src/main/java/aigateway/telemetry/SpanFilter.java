package aigateway.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which spans are looked for: all parts must match, null matches everything.
 *
 * @param entriesOnly only the spans that begin here, one for each request
 * @param until exclusive
 * @param model asked for or answering
 * @param subjectType {@code user} or {@code virtualaccount}
 * @param status {@code OK}, {@code ERROR} or {@code UNSET}
 * @param text somewhere in the span's name, whatever the case
 * @param project fully qualified name of a tracing project
 * @param atLeast how long it took
 * @param metadata labels, all of which the request must carry
 */
public record SpanFilter(
        boolean entriesOnly,
        Instant from,
        Instant until,
        @Nullable String traceId,
        @Nullable String model,
        @Nullable String subjectType,
        @Nullable String subjectSlug,
        @Nullable String status,
        @Nullable String spanType,
        @Nullable String text,
        Map<String, String> metadata,
        @Nullable String project,
        @Nullable Duration atLeast) {

    public SpanFilter {
        metadata = Map.copyOf(metadata);
    }

    /** Whatever its project and however long it took. */
    public SpanFilter(
            boolean entriesOnly,
            Instant from,
            Instant until,
            @Nullable String traceId,
            @Nullable String model,
            @Nullable String subjectType,
            @Nullable String subjectSlug,
            @Nullable String status,
            @Nullable String spanType,
            @Nullable String text,
            Map<String, String> metadata) {
        this(
                entriesOnly,
                from,
                until,
                traceId,
                model,
                subjectType,
                subjectSlug,
                status,
                spanType,
                text,
                metadata,
                null,
                null);
    }

    /** The requests of a time. */
    public static SpanFilter requests(Instant from, Instant until) {
        return new SpanFilter(true, from, until, null, null, null, null, null, null, null, Map.of());
    }
}
