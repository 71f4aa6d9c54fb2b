package aigateway.otlp.profile;

import aigateway.telemetry.MessageAttributes;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Langfuse takes single messages for the whole conversation and then shows nothing else, so it gets the list of them
 * alone. What it adds up is told of attempts only.
 *
 * @see <a href="https://langfuse.com/integrations/native/opentelemetry">Langfuse's mapping</a>
 */
@ApplicationScoped
public class LangfuseProfile implements Profile {

    private static final String OBSERVATION = "langfuse.observation.";
    private static final String CACHE_WRITES = "gen_ai.usage.cache_creation.input_tokens";

    @Override
    public String name() {
        return "langfuse";
    }

    @Override
    public void shape(Span.Builder span) {
        StandardProfile.addEverything(span);
        keepMessages(span, MessageAttributes.INPUT_MESSAGES, MessageAttributes.PROMPT, "input");
        keepMessages(span, MessageAttributes.OUTPUT_MESSAGES, MessageAttributes.COMPLETION, "output");
        Attributes.remove(span, name -> name.startsWith("gen_ai.prompt") || name.startsWith("gen_ai.completion"));
        Attributes.rename(span, CACHE_WRITES, "gen_ai.usage.cache_creation");
        if (GatewaySpan.isModel(span)) {
            Attributes.addAlso(span, "gen_ai.usage.cost", GatewaySpan.COST);
        }
        if (!GatewaySpan.type(span).isEmpty()) {
            Attributes.addUnlessSaid(span, OBSERVATION + "type", type(span));
        }
        Attributes.number(span, GatewaySpan.TIME_TO_FIRST_TOKEN_MILLIS)
                .ifPresent(millis -> Attributes.addUnlessSaid(
                        span, OBSERVATION + "completion_start_time", afterStart(span, millis)));
        Attributes.addAlso(span, "session.id", GatewaySpan.REQUEST_CONVERSATION, GatewaySpan.CONVERSATION);
        GatewaySpan.addUser(span);
    }

    /** An application's older instrumentation has told nothing but single messages: they are what it said. */
    private static void keepMessages(Span.Builder span, String list, String indexed, String name) {
        if (Attributes.value(span, list).isEmpty()) {
            String messages = Messages.list(span, indexed);
            if (!messages.isEmpty()) {
                Attributes.addUnlessSaid(span, OBSERVATION + name, messages);
            }
        }
    }

    private static String type(Span.Builder span) {
        if (GatewaySpan.isModel(span)) {
            return "generation";
        } else if (GatewaySpan.isTool(span)) {
            return "tool";
        }
        return switch (GatewaySpan.type(span)) {
            case "Guardrail" -> "guardrail";
            case "AgentResponse" -> "agent";
            default -> "span";
        };
    }

    /** Langfuse reads this one as JSON, in which a time is a text in quotes. */
    private static String afterStart(Span.Builder span, double millis) {
        long nanos = span.getStartTimeUnixNano() + Math.round(millis * 1_000_000);
        return '"' + Instant.ofEpochSecond(0, nanos).toString() + '"';
    }
}
