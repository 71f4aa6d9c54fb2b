package aigateway.otlp.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.trace.v1.Span;

/** What the gateway's own attributes say of a span, in the words that several backends ask for. */
final class GatewaySpan {

    static final String COST = "tfy.model.metric.cost_in_usd";
    static final String TIME_TO_FIRST_TOKEN_MILLIS = "tfy.model.metric.time_to_first_token_in_ms";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String SYSTEM = "gen_ai.system";
    static final String CONVERSATION = "gen_ai.conversation.id";
    static final String REQUEST_CONVERSATION = "tfy.request.conversation_id";
    static final String USAGE = "gen_ai.usage.";
    static final String USER = "user.id";

    private static final String TYPE = "tfy.span_type";
    private static final String SUBJECT = "tfy.request.created_by_subject";
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    private GatewaySpan() {}

    /** {@code ChatCompletion}, {@code Model}, {@code Guardrail}, …; empty for a span that an application sent. */
    static String type(Span.Builder span) {
        return Attributes.text(span, TYPE);
    }

    static boolean isModel(Span.Builder span) {
        return type(span).equals("Model");
    }

    /** Whether it sums up over attempts that are told, too: what is added up must not be told twice. */
    static boolean isSum(Span.Builder span) {
        return !type(span).isEmpty() && !isModel(span);
    }

    static boolean isTool(Span.Builder span) {
        return Attributes.value(span, "toolName").isPresent()
                || Attributes.value(span, "gen_ai.tool.name").isPresent();
    }

    /** Names who asked. */
    static void addUser(Span.Builder span) {
        String subject = Attributes.text(span, SUBJECT);
        if (subject.isEmpty()) {
            return;
        }
        try {
            String slug = JSON.readTree(subject).path("subjectSlug").asText("");
            if (!slug.isEmpty()) {
                Attributes.addUnlessSaid(span, USER, slug);
            }
        } catch (JsonProcessingException e) {
            // Whoever sent this span writes something else there.
        }
    }
}
