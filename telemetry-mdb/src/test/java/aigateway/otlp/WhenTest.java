package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.OtelConfig.Condition;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {

    private static final Resource RESOURCE = Resource.newBuilder()
            .addAttributes(attribute("service.name", text("tfy-llm-gateway")))
            .addAttributes(attribute("region", text("eu")))
            .build();
    private static final InstrumentationScope SCOPE =
            InstrumentationScope.newBuilder().setName("ai-gateway").build();
    private static final Span SPAN = Span.newBuilder()
            .setName("chat gpt-4o")
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
            .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
            .setStartTimeUnixNano(1_000_000_000)
            .setEndTimeUnixNano(1_002_500_000)
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .addAttributes(attribute("type", text("Model")))
            .addAttributes(attribute("tokens", AnyValue.newBuilder().setIntValue(12)))
            .addAttributes(attribute("cost", AnyValue.newBuilder().setDoubleValue(0.5)))
            .addAttributes(attribute("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
            .addAttributes(attribute("streaming", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(attribute(
                    "rules",
                    AnyValue.newBuilder()
                            .setArrayValue(
                                    ArrayValue.newBuilder().addValues(text("a")).addValues(text("b")))))
            .build();

    @ParameterizedTest
    @CsvSource({
        "type, EQUAL, Model, true",
        "type, EQUAL, model, false",
        "type, NOT_EQUAL, Model, false",
        "absent, NOT_EQUAL, Model, true",
        "type, IN, Tool;Model, true",
        "type, IN, Tool, false",
        "type, NOT_IN, Tool, true",
        "absent, NOT_IN, Tool, true",
        "absent, IN, Tool, false",
        "type, STRING_CONTAINS, ode, true",
        "type, STRING_NOT_CONTAINS, ode, false",
        "absent, STRING_NOT_CONTAINS, ode, true",
        "type, STRING_STARTS_WITH, Mo, true",
        "type, STRING_STARTS_WITH, el, false",
        "type, STRING_NOT_STARTS_WITH, el, true",
        "type, STRING_ENDS_WITH, el, true",
        "type, STRING_NOT_ENDS_WITH, el, false",
        "tokens, EQUAL, 12, true",
        "tokens, EQUAL, 12.0, true",
        "tokens, GREATER_THAN, 11, true",
        "tokens, GREATER_THAN, 12, false",
        "tokens, GREATER_THAN_EQUAL, 12, true",
        "tokens, LESS_THAN, 12.5, true",
        "tokens, LESS_THAN_EQUAL, 11, false",
        "tokens, BETWEEN, 12;13, true",
        "tokens, BETWEEN, 13;14, false",
        "cost, LESS_THAN, 1, true",
        "nan, LESS_THAN, 1, false",
        "type, GREATER_THAN, 1, false",
        "absent, LESS_THAN, 1, false",
        "streaming, EQUAL, true, true",
        "rules, ARRAY_HAS_ANY, x;b, true",
        "rules, ARRAY_HAS_ANY, x, false",
        "rules, ARRAY_HAS_NONE, x, true",
        "rules, ARRAY_HAS_NONE, x;a, false",
        "absent, ARRAY_HAS_NONE, x, true",
        "type, PRESENT, , true",
        "absent, PRESENT, , false",
        "type, IS_NULL, , false",
        "absent, IS_NULL, , true"
    })
    void attributeIsLookedAt(String key, String operator, String values, boolean expected) {
        assertThat(matches(new Condition("spanAttributes", key, operator, list(values))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "spanName, STRING_CONTAINS, gpt, true",
        "spanKind, EQUAL, CLIENT, true",
        "spanStatusCode, EQUAL, ERROR, true",
        "traceId, EQUAL, 0af7651916cd43dd8448eb211c80319c, true",
        "spanId, EQUAL, b7ad6b7169203331, true",
        "parentSpanId, EQUAL, '', true",
        "applicationName, EQUAL, tfy-llm-gateway, true",
        "scopeName, EQUAL, ai-gateway, true",
        "durationInMs, GREATER_THAN, 2.4, true",
        "durationInMs, GREATER_THAN, 2.5, false",
        "durationInNs, EQUAL, 2500000, true"
    })
    void otherFieldsAreLookedAt(String field, String operator, String values, boolean expected) {
        assertThat(matches(new Condition(field, null, operator, list(values)))).isEqualTo(expected);
    }

    @Test
    void resourceIsLookedAtAndAllMustHold() {
        Condition here = new Condition("resourceAttributes", "region", "EQUAL", List.of("eu"));
        Condition elsewhere = new Condition("resourceAttributes", "region", "EQUAL", List.of("us"));
        assertThat(matches(here)).isTrue();
        assertThat(matches(here, elsewhere)).isFalse();
        assertThat(matches()).isTrue();
    }

    private static boolean matches(Condition... conditions) {
        return new When(List.of(conditions)).matches(RESOURCE, SCOPE, SPAN);
    }

    /** Numbers and yes or no as a manifest's reader gives them. */
    private static List<Object> list(String values) {
        if (values == null) {
            return List.of();
        }
        return List.of(values.split(";", -1)).stream()
                .map(text -> text.matches("\\d{1,9}")
                        ? Integer.valueOf(text)
                        : text.matches("\\d{1,9}\\.\\d+")
                                ? Double.valueOf(text)
                                : text.equals("true") ? Boolean.TRUE : (Object) text)
                .toList();
    }

    private static AnyValue.Builder text(String text) {
        return AnyValue.newBuilder().setStringValue(text);
    }

    private static KeyValue.Builder attribute(String name, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(name).setValue(value);
    }
}
