package aigateway.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's opinion of a span.
 *
 * @param rating from 1, the worst, to 5
 * @param metadata a JSON object
 */
public record Feedback(
        String id,
        String traceId,
        String spanId,
        String subjectType,
        String subjectSlug,
        int rating,
        @Nullable String comment,
        @Nullable String metadata,
        Instant createdAt,
        Instant updatedAt) {

    public static final int WORST = 1;
    public static final int BEST = 5;
    public static final int LONGEST_COMMENT = 4_000;
    public static final int LONGEST_METADATA = 8_000;
}
