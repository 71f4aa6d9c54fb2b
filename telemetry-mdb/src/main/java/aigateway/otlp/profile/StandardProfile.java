package aigateway.otlp.profile;

import aigateway.telemetry.Conversation;
import aigateway.telemetry.MessageAttributes;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.enterprise.context.ApplicationScoped;

/** Everything the gateway knows, in OpenTelemetry's names and in the older ones. */
@ApplicationScoped
public class StandardProfile implements Profile {

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public void shape(Span.Builder span) {
        addEverything(span);
    }

    /** What the other profiles begin with. */
    static void addEverything(Span.Builder span) {
        String input = Attributes.text(span, MessageAttributes.INPUT);
        String output = Attributes.text(span, MessageAttributes.OUTPUT);
        if (!input.isEmpty() || !output.isEmpty()) {
            MessageAttributes messages = MessageAttributes.of(Conversation.read(input, output));
            messages.attributes().forEach((name, value) -> Attributes.addUnlessSaid(span, name, value));
            messages.events().forEach(event -> {
                Span.Event.Builder added =
                        span.addEventsBuilder().setName(event.name()).setTimeUnixNano(span.getStartTimeUnixNano());
                event.attributes().forEach((name, value) -> added.addAttributes(Attributes.text(name, value)));
            });
        }
        if (GatewaySpan.isModel(span)) {
            String operation = Attributes.text(span, "gen_ai.operation.name");
            String model = Attributes.text(span, "gen_ai.request.model");
            if (!operation.isEmpty() && !model.isEmpty()) {
                span.setName(operation + " " + model);
            }
        }
    }
}
