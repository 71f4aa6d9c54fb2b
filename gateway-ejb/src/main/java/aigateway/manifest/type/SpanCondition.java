package aigateway.manifest.type;

import aigateway.telemetry.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words in which conditions on spans are written: those of the span query. */
public final class SpanCondition {

    private static final String ATTRIBUTES = "spanAttributes";
    private static final String RESOURCE_ATTRIBUTES = "resourceAttributes";

    public static final List<String> FIELDS = List.of(
            ATTRIBUTES,
            RESOURCE_ATTRIBUTES,
            "spanName",
            "spanKind",
            "spanStatusCode",
            "traceId",
            "spanId",
            "parentSpanId",
            "applicationName",
            "scopeName",
            "durationInMs",
            "durationInNs");

    private static final List<String> WITHOUT_VALUE = List.of("PRESENT", "IS_NULL");
    private static final List<String> WITH_NUMBERS =
            List.of("GREATER_THAN", "GREATER_THAN_EQUAL", "LESS_THAN", "LESS_THAN_EQUAL");
    private static final String BETWEEN = "BETWEEN";
    private static final List<String> WITH_SEVERAL = List.of("IN", "NOT_IN", "ARRAY_HAS_ANY", "ARRAY_HAS_NONE");

    public static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::name).toList();

    private SpanCondition() {}

    public static boolean hasKeys(String field) {
        return field.equals(ATTRIBUTES) || field.equals(RESOURCE_ATTRIBUTES);
    }

    /** What is wrong with a condition's value. */
    public static Optional<String> complaint(String operator, List<Object> value) {
        boolean numbers = value.stream().allMatch(Number.class::isInstance);
        boolean plain = value.stream()
                .allMatch(each -> each instanceof String || each instanceof Number || each instanceof Boolean);
        if (!plain) {
            return Optional.of("must be text, a number, yes or no, or a list of them");
        } else if (WITHOUT_VALUE.contains(operator)) {
            return value.isEmpty() ? Optional.empty() : Optional.of("is not for " + operator);
        } else if (operator.equals(BETWEEN)) {
            return numbers && value.size() == 2 ? Optional.empty() : Optional.of("must be two numbers");
        } else if (WITH_NUMBERS.contains(operator)) {
            return numbers && value.size() == 1 ? Optional.empty() : Optional.of("must be a number");
        } else if (WITH_SEVERAL.contains(operator)) {
            return value.isEmpty() ? Optional.of("is missing") : Optional.empty();
        }
        return value.size() == 1 ? Optional.empty() : Optional.of("must be one value");
    }
}
