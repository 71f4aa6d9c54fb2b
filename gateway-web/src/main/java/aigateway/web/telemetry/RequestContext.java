package aigateway.web.telemetry;

import aigateway.identity.Caller;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who asked and for what: the attributes that a root and its Model spans share, written once a request.
 *
 * @param subject {@code {"subjectId", "subjectType", "subjectSlug", "subjectDisplayName"}}
 * @param metadata the caller's own labels in the order of their names; null when there are none
 * @param applied ids of the rules that applied, as far as they are known
 */
public record RequestContext(
        String tracingProjectFqn,
        String model,
        String subject,
        List<String> teams,
        @Nullable String metadata,
        @Nullable String conversationId,
        Applied applied) {

    /** Ids of rules; null: not looked at yet. */
    public record Applied(
            @Nullable List<String> loadBalance, @Nullable List<String> budgets, @Nullable List<String> rateLimits) {}

    /** @param project fully qualified name of the tracing project */
    public static RequestContext of(
            String project,
            Caller caller,
            String model,
            Map<String, String> metadata,
            @Nullable String conversationId) {
        return new RequestContext(
                project,
                model,
                subject(caller),
                List.copyOf(caller.teams()),
                metadata.isEmpty() ? null : json(metadata),
                conversationId,
                new Applied(null, null, null));
    }

    /** Who it is, as JSON. */
    public static String subject(Caller caller) {
        StringBuilder subject = new StringBuilder(160);
        subject.append('{');
        member(subject, "subjectId", caller.subject().toString());
        member(subject.append(','), "subjectType", caller.subject().type().prefix());
        member(subject.append(','), "subjectSlug", caller.subject().name());
        member(subject.append(','), "subjectDisplayName", caller.displayName());
        return subject.append('}').toString();
    }

    public RequestContext with(Applied rules) {
        return new RequestContext(tracingProjectFqn, model, subject, teams, metadata, conversationId, rules);
    }

    /** Says all of it on a span. */
    public CallSpan on(CallSpan span) {
        return span.set(Attributes.TRACING_PROJECT_FQN, tracingProjectFqn)
                .set(Attributes.REQUEST_MODEL_NAME, model)
                .set(Attributes.REQUEST_CREATED_BY_SUBJECT, subject)
                .set(Attributes.REQUEST_CREATED_BY_SUBJECT_TEAMS, teams)
                .set(Attributes.REQUEST_METADATA, metadata)
                .set(Attributes.REQUEST_CONVERSATION_ID, conversationId)
                .set(Attributes.GEN_AI_CONVERSATION_ID, conversationId)
                .set(Attributes.APPLIED_LOADBALANCE_RULE_IDS, applied.loadBalance())
                .set(Attributes.APPLIED_BUDGET_RULE_IDS, applied.budgets())
                .set(Attributes.APPLIED_RATELIMIT_RULE_IDS, applied.rateLimits());
    }

    /** A flat JSON object in the order of its names, so that equal labels are equal texts. */
    public static String json(Map<String, String> labels) {
        StringBuilder out = new StringBuilder(64).append('{');
        new TreeMap<>(labels).forEach((name, value) -> {
            if (out.length() > 1) {
                out.append(',');
            }
            member(out, name, value);
        });
        return out.append('}').toString();
    }

    private static void member(StringBuilder out, String name, String value) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        out.append('"');
        encoder.quoteAsString(name, out);
        out.append("\":\"");
        encoder.quoteAsString(value, out);
        out.append('"');
    }
}
