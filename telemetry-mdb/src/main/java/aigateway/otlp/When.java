package aigateway.otlp;

import aigateway.manifest.OtelConfig.Condition;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.SpanOrBuilder;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Which spans an exporter wants: those for which all of its conditions hold. */
final class When {

    private static final BigDecimal NANOS_A_MILLI = BigDecimal.valueOf(1_000_000);

    private final List<Condition> conditions;

    When(List<Condition> conditions) {
        this.conditions = conditions;
    }

    boolean isAlways() {
        return conditions.isEmpty();
    }

    boolean matches(Resource resource, InstrumentationScope scope, SpanOrBuilder span) {
        return conditions.stream().allMatch(condition -> holds(condition, actual(condition, resource, scope, span)));
    }

    /** Null where there is nothing. */
    private static @Nullable Object actual(
            Condition condition, Resource resource, InstrumentationScope scope, SpanOrBuilder span) {
        String key = String.valueOf(condition.key());
        return switch (condition.field()) {
            case "spanAttributes" -> value(span.getAttributesList(), key);
            case "resourceAttributes" -> value(resource.getAttributesList(), key);
            case "spanName" -> span.getName();
            case "spanKind" -> span.getKind().name().replace("SPAN_KIND_", "");
            case "spanStatusCode" -> span.getStatus().getCode().name().replace("STATUS_CODE_", "");
            case "traceId" -> HexFormat.of().formatHex(span.getTraceId().toByteArray());
            case "spanId" -> HexFormat.of().formatHex(span.getSpanId().toByteArray());
            case "parentSpanId" -> HexFormat.of()
                    .formatHex(span.getParentSpanId().toByteArray());
            case "applicationName" -> value(resource.getAttributesList(), "service.name");
            case "scopeName" -> scope.getName();
            case "durationInNs" -> nanos(span);
            case "durationInMs" -> nanos(span).divide(NANOS_A_MILLI);
            default -> null;
        };
    }

    private static BigDecimal nanos(SpanOrBuilder span) {
        return BigDecimal.valueOf(Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano()));
    }

    private static @Nullable Object value(List<KeyValue> attributes, String name) {
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(name)) {
                return value(attribute.getValue());
            }
        }
        return null;
    }

    private static @Nullable Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream()
                    .map(each -> String.valueOf(value(each)))
                    .toList();
            default -> null;
        };
    }

    private static boolean holds(Condition condition, @Nullable Object actual) {
        List<Object> wanted = condition.value();
        return switch (condition.operator()) {
            case "EQUAL", "IN" -> any(wanted, actual, When::same);
            case "NOT_EQUAL", "NOT_IN" -> !any(wanted, actual, When::same);
            case "GREATER_THAN" -> compares(actual, wanted.get(0), order -> order > 0);
            case "GREATER_THAN_EQUAL" -> compares(actual, wanted.get(0), order -> order >= 0);
            case "LESS_THAN" -> compares(actual, wanted.get(0), order -> order < 0);
            case "LESS_THAN_EQUAL" -> compares(actual, wanted.get(0), order -> order <= 0);
            case "BETWEEN" -> compares(actual, wanted.get(0), order -> order >= 0)
                    && compares(actual, wanted.get(1), order -> order <= 0);
            case "STRING_CONTAINS" -> any(wanted, actual, texts(String::contains));
            case "STRING_NOT_CONTAINS" -> !any(wanted, actual, texts(String::contains));
            case "STRING_STARTS_WITH" -> any(wanted, actual, texts(String::startsWith));
            case "STRING_NOT_STARTS_WITH" -> !any(wanted, actual, texts(String::startsWith));
            case "STRING_ENDS_WITH" -> any(wanted, actual, texts(String::endsWith));
            case "STRING_NOT_ENDS_WITH" -> !any(wanted, actual, texts(String::endsWith));
            case "ARRAY_HAS_ANY" -> any(wanted, actual, When::has);
            case "ARRAY_HAS_NONE" -> !any(wanted, actual, When::has);
            case "PRESENT" -> actual != null;
            case "IS_NULL" -> actual == null;
            default -> false;
        };
    }

    private static boolean any(List<Object> wanted, @Nullable Object actual, BiPredicate<Object, Object> test) {
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
        return actual instanceof List<?> list ? list.contains(String.valueOf(wanted)) : same(actual, wanted);
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
