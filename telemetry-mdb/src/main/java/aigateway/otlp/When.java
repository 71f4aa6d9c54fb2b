package aigateway.otlp;

import aigateway.manifest.type.OtelConfig.Condition;
import aigateway.telemetry.Operator;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.SpanOrBuilder;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
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
        return conditions.stream().allMatch(condition -> Operator.valueOf(condition.operator())
                .matches(actual(condition, resource, scope, span), condition.value()));
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
}
