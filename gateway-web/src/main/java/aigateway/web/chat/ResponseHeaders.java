package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.Attempt;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.TraceIds;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer tells beside its body: which model it was, which rules applied, what is left, where the trace is. */
final class ResponseHeaders {

    static final String APPLIED = "x-tfy-applied-configurations";

    private static final HexFormat HEX = HexFormat.of();
    private static final String DROPPED = "x-tfy-dropped-parameters";

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
        response.setHeader(APPLIED, applied(plan, fallbacks, rules));
        if (target != null) {
            response.setHeader("x-tfy-resolved-model", target.id());
        }
        for (AppliedRule rule : Refusals.nearest(rules)) {
            Refusals.limits(rule).forEach(response::setHeader);
        }
    }

    /** Where the trace is, for a refusal as well. */
    static Map<String, String> trace(CallSpan root) {
        return Map.of(
                TraceIds.HEADER,
                root.traceId(),
                "x-tfy-feedback-target-id",
                feedbackTarget(root.spanId(), root.traceId()));
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
            StringBuilder header = new StringBuilder();
            printable(header, String.join(",", names));
            response.setHeader(DROPPED, header.toString());
        }
    }

    private static String feedbackTarget(String spanId, String traceId) {
        String json = "{\"spanId\":\"" + spanId + "\",\"traceId\":\"" + traceId + "\"}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    static String applied(Plan plan, List<String> fallbacks, List<AppliedRule> rules) {
        StringBuilder json = new StringBuilder(128);
        array(json.append("{\"load_balance\":"), plan.ruleId() == null ? List.of() : List.of(plan.ruleId()));
        array(json.append(",\"fallback\":"), fallbacks);
        array(json.append(",\"rate_limit\":"), ChatSpan.ids(rules, AppliedRule.Kind.RATE_LIMIT));
        array(json.append(",\"budget\":"), ChatSpan.ids(rules, AppliedRule.Kind.BUDGET));
        return json.append('}').toString();
    }

    private static void array(StringBuilder json, List<String> ids) {
        json.append('[');
        for (String id : ids) {
            json.append(json.charAt(json.length() - 1) == '[' ? "\"" : ",\"");
            text(json, id);
            json.append('"');
        }
        json.append(']');
    }

    /** A header takes printable ASCII, in which JSON can say every text. */
    private static void text(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                json.append("\\u").append(HEX.toHexDigits(c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
    }

    /** Of names that stand in a header as they are. */
    private static void printable(StringBuilder header, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            header.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '_' : c);
        }
    }
}
