package aigateway.telemetry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a row of the table {@code span} becomes a {@link SpanRow}. */
public final class SpanColumns {

    private static final List<String> NAMES = Arrays.asList(
            "trace_id",
            "span_id",
            "parent_id",
            "entry",
            "start_ns",
            "duration_ns",
            "name",
            "kind",
            "status",
            "status_message",
            "service",
            "scope",
            "scope_version",
            "project",
            "span_type",
            "subject_type",
            "subject_slug",
            "model",
            "answered_by",
            "streaming",
            "input_tokens",
            "output_tokens",
            "cost",
            "ttft_ms",
            "http_status",
            "error_type",
            "short_input",
            "metadata");

    public static final String LIST = String.join(", ", NAMES);

    private SpanColumns() {}

    public static SpanRow row(ResultSet row) throws SQLException {
        return new SpanRow(
                row.getString("trace_id"),
                row.getString("span_id"),
                row.getString("parent_id"),
                row.getBoolean("entry"),
                Position.Nanos.instant(row.getLong("start_ns")),
                Duration.ofNanos(row.getLong("duration_ns")),
                row.getString("name"),
                row.getString("kind"),
                row.getString("status"),
                row.getString("status_message"),
                row.getString("service"),
                row.getString("scope"),
                row.getString("scope_version"),
                row.getString("project"),
                row.getString("span_type"),
                row.getString("subject_type"),
                row.getString("subject_slug"),
                row.getString("model"),
                row.getString("answered_by"),
                value(row, "streaming", Boolean.class),
                value(row, "input_tokens", Long.class),
                value(row, "output_tokens", Long.class),
                row.getBigDecimal("cost"),
                value(row, "ttft_ms", Double.class),
                value(row, "http_status", Integer.class),
                row.getString("error_type"),
                row.getString("short_input"),
                row.getString("metadata"));
    }

    private static <T> @Nullable T value(ResultSet row, String column, Class<T> type) throws SQLException {
        return row.getObject(column, type);
    }
}
