package aigateway.telemetry.query;

import aigateway.telemetry.Operator;
import aigateway.telemetry.StoredAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of the table of spans, and of which column. Names of columns are ours; nothing that was sent is one. */
final class Columns {

    /**
     * @param numeric whether it is compared as a number
     * @param unit what one of the asker's is here; 0 where numbers are compared as they are
     */
    record Column(String sql, boolean numeric, long unit) {

        Column(String sql, boolean numeric) {
            this(sql, numeric, 0);
        }
    }

    private static final Map<String, Column> FIELDS = new LinkedHashMap<>();
    private static final Map<String, Column> ATTRIBUTES = Map.ofEntries(
            text(StoredAttributes.SPAN_TYPE, "span_type"),
            text(StoredAttributes.MODEL, "model"),
            text(StoredAttributes.ANSWERED_BY, "answered_by"),
            text(StoredAttributes.ERROR_TYPE, "error_type"),
            number(StoredAttributes.INPUT_TOKENS, "input_tokens"),
            number(StoredAttributes.OUTPUT_TOKENS, "output_tokens"),
            number(StoredAttributes.COST, "cost"),
            number(StoredAttributes.TIME_TO_FIRST_TOKEN, "ttft_ms"),
            number(StoredAttributes.HTTP_STATUS, "http_status"));

    static {
        add("spanName", "name", false);
        add("spanId", "span_id", false);
        add("traceId", "trace_id", false);
        add("parentSpanId", "COALESCE(parent_id, '')", false);
        add("applicationName", "service", false);
        add("createdBySubjectSlug", "subject_slug", false);
        add("createdBySubjectType", "subject_type", false);
        FIELDS.put("durationInNs", new Column("duration_ns", true, 1));
        FIELDS.put("durationInMs", new Column("duration_ns", true, 1_000_000));
        add("spanStatusCode", "status", false);
        add("spanKind", "kind", false);
        add("scopeName", "scope", false);
    }

    private Columns() {}

    private static void add(String field, String sql, boolean numeric) {
        FIELDS.put(field, new Column(sql, numeric));
    }

    private static Map.Entry<String, Column> text(String attribute, String column) {
        return Map.entry(attribute, new Column(column, false));
    }

    private static Map.Entry<String, Column> number(String attribute, String column) {
        return Map.entry(attribute, new Column(column, true));
    }

    static List<String> fields() {
        List<String> fields = new ArrayList<>(FIELDS.keySet());
        fields.addAll(List.of(Filter.ENTRY, Filter.ENVIRONMENT));
        return fields;
    }

    /** @return null when the table does not tell */
    static @Nullable Column of(Filter filter) {
        Column column = named(filter.subject(), filter.name());
        return column == null || isComparable(column, filter) ? column : null;
    }

    static boolean isNumeric(Filter.Subject subject, String name) {
        Column column = named(subject, name);
        return column != null && column.numeric();
    }

    private static @Nullable Column named(Filter.Subject subject, String name) {
        return switch (subject) {
            case FIELD -> FIELDS.get(name);
            case ATTRIBUTE -> ATTRIBUTES.get(name);
            case METADATA -> null;
        };
    }

    /** A number is compared with numbers here; as a text it is read where it stands. */
    private static boolean isComparable(Column column, Filter filter) {
        Operator operator = filter.operator();
        boolean numbers = filter.values().stream().allMatch(Number.class::isInstance);
        boolean texts = filter.values().stream().allMatch(String.class::isInstance);
        return column.numeric()
                ? numbers && !operator.name().startsWith("STRING_")
                : texts || operator == Operator.PRESENT || operator == Operator.IS_NULL;
    }
}
