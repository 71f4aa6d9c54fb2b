package aigateway.telemetry.query;

import aigateway.telemetry.Operator;
import java.util.List;

/**
 * One condition on a span.
 *
 * @param name of the field, the attribute or the label
 * @param values as many as the operator takes: texts, numbers, booleans
 */
public record Filter(Subject subject, String name, Operator operator, List<Object> values) {

    /** What a condition is about. */
    public enum Subject {
        FIELD,
        ATTRIBUTE,
        /** The caller's own labels: {@code x-tfy-metadata}. */
        METADATA
    }

    /** A field that only the span itself tells: it has no column. */
    static final String ENVIRONMENT = "environment";

    public Filter {
        values = List.copyOf(values);
    }

    /** Every field there is. */
    public static List<String> fields() {
        return Columns.fields();
    }
}
