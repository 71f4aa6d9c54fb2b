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

    /** Whether a span begins something here: it has no parent, or one in another process. */
    static final String ENTRY = "isEntry";

    /** Every request, whether or not its caller has a trace of its own around it. */
    public static final Filter OF_ENTRIES = new Filter(Subject.FIELD, ENTRY, Operator.EQUAL, List.of(true));

    public Filter {
        values = List.copyOf(values);
    }

    boolean isOfEntries() {
        return equals(OF_ENTRIES);
    }

    /** Whether the table has it as a number, and compares it with nothing else. */
    public static boolean isNumeric(Subject subject, String name) {
        return Columns.isNumeric(subject, name);
    }

    /** Every field there is. */
    public static List<String> fields() {
        return Columns.fields();
    }
}
