package aigateway.telemetry;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span as it is listed: what can be filtered and added up, without its content.
 *
 * @param parentId null at the beginning of a trace
 * @param entry it has no parent, or one in another process
 * @param kind {@code SERVER}, {@code CLIENT}, {@code INTERNAL}, …
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param project the tracing project's fully qualified name
 * @param spanType {@code tfy.span_type}
 * @param model what was asked for
 * @param answeredBy the model that answered
 * @param cost in dollars; null when it is not known
 * @param shortInput the input's first words
 * @param metadata a JSON object of the caller's own labels
 */
public record SpanRow(
        String traceId,
        String spanId,
        @Nullable String parentId,
        boolean entry,
        Instant start,
        Duration duration,
        String name,
        String kind,
        String status,
        @Nullable String statusMessage,
        @Nullable String service,
        @Nullable String scope,
        @Nullable String scopeVersion,
        @Nullable String project,
        @Nullable String spanType,
        @Nullable String subjectType,
        @Nullable String subjectSlug,
        @Nullable String model,
        @Nullable String answeredBy,
        @Nullable Boolean streaming,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable BigDecimal cost,
        @Nullable Double timeToFirstTokenMillis,
        @Nullable Integer httpStatus,
        @Nullable String errorType,
        @Nullable String shortInput,
        @Nullable String metadata) {

    public boolean failed() {
        return "ERROR".equals(status);
    }

    public double durationMillis() {
        return duration.toNanos() / 1e6;
    }
}
