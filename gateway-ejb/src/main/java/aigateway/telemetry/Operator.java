package aigateway.telemetry;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** How conditions on spans compare, in exporters and in queries alike. */
public enum Operator {
    EQUAL,
    NOT_EQUAL,
    GREATER_THAN,
    GREATER_THAN_EQUAL,
    LESS_THAN,
    LESS_THAN_EQUAL,
    BETWEEN,
    IN,
    NOT_IN,
    STRING_CONTAINS,
    STRING_NOT_CONTAINS,
    STRING_STARTS_WITH,
    STRING_NOT_STARTS_WITH,
    STRING_ENDS_WITH,
    STRING_NOT_ENDS_WITH,
    ARRAY_HAS_ANY,
    ARRAY_HAS_NONE,
    PRESENT,
    IS_NULL;

    /** Whether it says the opposite of another: what is not there matches it. */
    public boolean isNegative() {
        return name().contains("NOT_") || this == ARRAY_HAS_NONE || this == IS_NULL;
    }

    /**
     * @param actual text, number, boolean or a list; null where there is nothing
     * @param wanted as many as the operator takes
     */
    public boolean matches(@Nullable Object actual, List<?> wanted) {
        return switch (this) {
            case EQUAL, IN -> any(wanted, actual, Operator::same);
            case NOT_EQUAL, NOT_IN -> !any(wanted, actual, Operator::same);
            case GREATER_THAN -> compares(actual, wanted.get(0), order -> order > 0);
            case GREATER_THAN_EQUAL -> compares(actual, wanted.get(0), order -> order >= 0);
            case LESS_THAN -> compares(actual, wanted.get(0), order -> order < 0);
            case LESS_THAN_EQUAL -> compares(actual, wanted.get(0), order -> order <= 0);
            case BETWEEN -> compares(actual, wanted.get(0), order -> order >= 0)
                    && compares(actual, wanted.get(1), order -> order <= 0);
            case STRING_CONTAINS -> any(wanted, actual, texts(String::contains));
            case STRING_NOT_CONTAINS -> !any(wanted, actual, texts(String::contains));
            case STRING_STARTS_WITH -> any(wanted, actual, texts(String::startsWith));
            case STRING_NOT_STARTS_WITH -> !any(wanted, actual, texts(String::startsWith));
            case STRING_ENDS_WITH -> any(wanted, actual, texts(String::endsWith));
            case STRING_NOT_ENDS_WITH -> !any(wanted, actual, texts(String::endsWith));
            case ARRAY_HAS_ANY -> any(wanted, actual, Operator::has);
            case ARRAY_HAS_NONE -> !any(wanted, actual, Operator::has);
            case PRESENT -> actual != null;
            case IS_NULL -> actual == null;
        };
    }

    private static boolean any(List<?> wanted, @Nullable Object actual, BiPredicate<Object, Object> test) {
        return actual != null && wanted.stream().anyMatch(each -> test.test(actual, each));
    }

    private static BiPredicate<Object, Object> texts(BiPredicate<String, String> test) {
        return (actual, wanted) -> test.test(String.valueOf(actual), String.valueOf(wanted));
    }

    private static boolean same(Object actual, Object wanted) {
        BigDecimal number = number(actual);
        BigDecimal other = number(wanted);
        return (number != null && other != null)
                ? number.compareTo(other) == 0
                : String.valueOf(actual).equals(String.valueOf(wanted));
    }

    private static boolean has(Object actual, Object wanted) {
        return actual instanceof List<?> list
                ? list.stream().anyMatch(each -> same(each, wanted))
                : same(actual, wanted);
    }

    /** What is no number is neither more nor less. */
    private static boolean compares(@Nullable Object actual, Object wanted, IntPredicate test) {
        BigDecimal number = number(actual);
        BigDecimal limit = number(wanted);
        return number != null && limit != null && test.test(number.compareTo(limit));
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? new BigDecimal(number.toString())
                : null;
    }
}
