package aigateway.telemetry.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a condition compares with, from JSON and within bounds, wherever it was written. */
public final class FilterValues {

    public static final int LONGEST_TEXT = 8_000;

    private static final int MOST = 1_000;

    private FilterValues() {}

    /**
     * @param value one, a list of them, or none
     * @throws IllegalArgumentException saying what it must be
     */
    public static List<Object> read(JsonNode value) {
        List<Object> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(each -> values.add(one(each)));
        } else if (!value.isMissingNode() && !value.isNull()) {
            values.add(one(value));
        }
        complaint(values).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        return values;
    }

    private static Object one(JsonNode node) {
        if (node.isTextual()) {
            return clean(node.textValue());
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isNumber() && Double.isFinite(node.doubleValue())) {
            return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
        }
        throw new IllegalArgumentException("must be text, a number, true or false, or a list of them");
    }

    /** Whether there are too many, or one is too long. */
    public static Optional<String> complaint(List<Object> values) {
        if (values.size() > MOST) {
            return Optional.of("may be at most " + MOST + " values");
        }
        return values.stream().anyMatch(each -> each instanceof String text && text.length() > LONGEST_TEXT)
                ? Optional.of("may be at most " + LONGEST_TEXT + " characters long")
                : Optional.empty();
    }

    /** PostgreSQL takes no NUL, and nothing that is kept holds one. */
    public static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
