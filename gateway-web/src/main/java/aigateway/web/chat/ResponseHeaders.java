package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.Attempt;
import aigateway.web.telemetry.CallSpan;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an answer tells beside its body: which model it was, which rules applied, what is left, where the trace is. */
final class ResponseHeaders {

    private static final String DROPPED = "x-tfy-dropped-parameters";
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]|[\"\\\\]");

    private ResponseHeaders() {}

    static void set(
            HttpServletResponse response,
            CallSpan root,
            Plan plan,
            List<String> fallbacks,
            List<AppliedRule> rules,
            Map<String, String> vendorsRates,
            @Nullable Target target) {
        // A rule of ours may say the same of its own, and then that is what counts.
        vendorsRates.forEach(response::setHeader);
        trace(root).forEach(response::setHeader);
        response.setHeader("x-tfy-applied-configurations", applied(plan, fallbacks, rules));
        if (target != null) {
            response.setHeader("x-tfy-resolved-model", target.id());
        }
        for (AppliedRule rule : rules) {
            Refusals.limits(rule).forEach(response::setHeader);
        }
    }

    /** Where the trace is, for a refusal as well. */
    static Map<String, String> trace(CallSpan root) {
        return Map.of(
                "x-tfy-trace-id", root.traceId(),
                "x-tfy-feedback-target-id", feedbackTarget(root.spanId(), root.traceId()));
    }

    /** Which of the client's fields the vendor had nothing for. */
    static void dropped(HttpServletResponse response, Attempt attempt, ChatRequest request) {
        List<String> names = new ArrayList<>();
        ChatRequest.Original original = request.original();
        if (original != null && !attempt.asIs()) {
            names.addAll(original.dropped());
        }
        String byVendor = attempt.response().headers().get(DROPPED);
        if (byVendor != null) {
            names.add(byVendor);
        }
        if (!names.isEmpty()) {
            response.setHeader(
                    DROPPED, UNPRINTABLE.matcher(String.join(",", names)).replaceAll("_"));
        }
    }

    private static String feedbackTarget(String spanId, String traceId) {
        String json = "{\"spanId\":\"" + spanId + "\",\"traceId\":\"" + traceId + "\"}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    private static String applied(Plan plan, List<String> fallbacks, List<AppliedRule> rules) {
        return "{\"load_balance\":" + array(plan.ruleId() == null ? List.of() : List.of(plan.ruleId()))
                + ",\"fallback\":" + array(fallbacks)
                + ",\"rate_limit\":" + array(ChatSpan.ids(rules, AppliedRule.Kind.RATE_LIMIT))
                + ",\"budget\":" + array(ChatSpan.ids(rules, AppliedRule.Kind.BUDGET)) + '}';
    }

    private static String array(List<String> ids) {
        if (ids.isEmpty()) {
            return "[]";
        }
        // Ids are checked when a manifest is applied; a header takes printable ASCII all the same.
        return ids.stream()
                .map(id -> UNPRINTABLE.matcher(id).replaceAll("_"))
                .collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }
}
