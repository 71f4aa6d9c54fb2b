package aigateway.otlp.profile;

import aigateway.telemetry.MessageAttributes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Pydantic Logfire adds up tokens and cost over the spans of a trace, so only those that called a model have them; and it
 * shows as objects and lists what it is told is JSON.
 */
@ApplicationScoped
public class LogfireProfile implements Profile {

    private static final String SCHEMA = "logfire.json_schema";
    private static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    private static final Set<String> JSON = Set.of(
            MessageAttributes.INPUT,
            MessageAttributes.OUTPUT,
            MessageAttributes.INPUT_MESSAGES,
            MessageAttributes.OUTPUT_MESSAGES,
            MessageAttributes.SYSTEM_INSTRUCTIONS,
            MessageAttributes.TOOL_DEFINITIONS,
            "tfy.request.created_by_subject",
            "tfy.request.metadata",
            "tfy.prompt_variables",
            "rate_limiter.metadata",
            "args",
            "result");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String name() {
        return "logfire";
    }

    @Override
    public void shape(Span.Builder span) {
        StandardProfile.addEverything(span);
        Attributes.addAlso(span, GatewaySpan.SYSTEM, GatewaySpan.PROVIDER);
        if (GatewaySpan.isModel(span)) {
            Attributes.addAlso(span, "operation.cost", GatewaySpan.COST);
        } else if (GatewaySpan.isSum(span)) {
            Attributes.remove(span, name -> name.startsWith(GatewaySpan.USAGE));
        }
        Attributes.value(span, FINISH_REASONS)
                .filter(AnyValue::hasStringValue)
                .ifPresent(reason -> Attributes.replace(span, FINISH_REASONS, list(reason)));
        addSchema(span);
    }

    private static AnyValue list(AnyValue one) {
        return AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(one))
                .build();
    }

    private static void addSchema(Span.Builder span) {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (KeyValue attribute : span.getAttributesList()) {
            String text = attribute.getValue().getStringValue();
            if (JSON.contains(attribute.getKey()) && text.startsWith("{") && text.endsWith("}")) {
                properties.putObject(attribute.getKey()).put("type", "object");
            } else if (JSON.contains(attribute.getKey()) && text.startsWith("[") && text.endsWith("]")) {
                properties.putObject(attribute.getKey()).put("type", "array");
            }
        }
        if (!properties.isEmpty()) {
            Attributes.addUnlessSaid(span, SCHEMA, schema.toString());
        }
    }
}
