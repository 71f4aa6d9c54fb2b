package aigateway.otlp.profile;

import aigateway.call.RequestTypes;
import aigateway.telemetry.MessageAttributes;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;

/** Last9 wants a conversation as one text and as single messages, the cost under two names, and the kind of a step. */
@ApplicationScoped
public class Last9Profile implements Profile {

    @Override
    public String name() {
        return "last9";
    }

    @Override
    public void shape(Span.Builder span) {
        StandardProfile.addEverything(span);
        addList(span, "gen_ai.prompt", MessageAttributes.PROMPT);
        addList(span, "gen_ai.completion", MessageAttributes.COMPLETION);
        if (GatewaySpan.isModel(span)) {
            Attributes.addAlso(span, "gen_ai.usage.cost", GatewaySpan.COST);
            Attributes.addAlso(span, "gen_ai.usage.cost_usd", GatewaySpan.COST);
        }
        String kind = kind(span);
        if (!kind.isEmpty()) {
            Attributes.addUnlessSaid(span, "gen_ai.l9.span.kind", kind);
        }
        if (!GatewaySpan.type(span).isEmpty()) {
            Attributes.addUnlessSaid(
                    span,
                    "workflow.id",
                    HexFormat.of().formatHex(span.getTraceId().toByteArray()));
        }
        GatewaySpan.addUser(span);
    }

    private static void addList(Span.Builder span, String name, String indexed) {
        String messages = Messages.list(span, indexed);
        if (!messages.isEmpty()) {
            Attributes.addUnlessSaid(span, name, messages);
        }
    }

    private static String kind(Span.Builder span) {
        if (GatewaySpan.isModel(span)) {
            return "llm";
        } else if (GatewaySpan.isTool(span)) {
            return "tool";
        }
        String type = GatewaySpan.type(span);
        if (type.equals(RequestTypes.AGENT)) {
            return "agent";
        }
        return RequestTypes.isOfModels(type) ? "chain" : "";
    }
}
