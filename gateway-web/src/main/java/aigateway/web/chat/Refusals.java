package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.call.GatewayException;
import aigateway.routing.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules' answers as headers. */
final class Refusals {

    /** Of two that have the same left, the one that is longer in coming back. */
    private static final Comparator<AppliedRule> NEAREST = Comparator.comparing(AppliedRule::remaining)
            .thenComparing(AppliedRule::resetAfter, Comparator.reverseOrder());

    private Refusals() {}

    static GatewayException of(Decision.Refused refused, Plan plan) {
        Map<String, String> headers = new HashMap<>(limits(refused.rule()));
        headers.put(ResponseHeaders.APPLIED, ResponseHeaders.applied(plan, List.of(), refused.asked()));
        headers.put("Retry-After", Long.toString(seconds(refused.retryAfter())));
        return new GatewayException(refused.type(), refused.message(), null, headers, null);
    }

    /** Of the rate limits on requests, and of those on tokens, the one that has least left: the client meets it first. */
    static List<AppliedRule> nearest(List<AppliedRule> rules) {
        List<AppliedRule> nearest = new ArrayList<>(2);
        for (AppliedRule rule : rules) {
            if (rule.kind() == AppliedRule.Kind.RATE_LIMIT) {
                meet(rule, nearest);
            }
        }
        return nearest;
    }

    private static void meet(AppliedRule rule, List<AppliedRule> nearest) {
        for (int i = 0; i < nearest.size(); i++) {
            if (areTokens(nearest.get(i)) == areTokens(rule)) {
                if (NEAREST.compare(rule, nearest.get(i)) < 0) {
                    nearest.set(i, rule);
                }
                return;
            }
        }
        nearest.add(rule);
    }

    /** {@code x-ratelimit-limit-requests} and its kin, named as OpenAI names them; empty for a budget. */
    static Map<String, String> limits(AppliedRule rule) {
        if (rule.kind() != AppliedRule.Kind.RATE_LIMIT) {
            return Map.of();
        }
        String what = areTokens(rule) ? "tokens" : "requests";
        return Map.of(
                "x-ratelimit-limit-" + what, rule.limit().toPlainString(),
                "x-ratelimit-remaining-" + what, rule.remaining().toPlainString(),
                "x-ratelimit-reset-" + what, rule.resetAfter().toMillis() + "ms");
    }

    private static boolean areTokens(AppliedRule rule) {
        return rule.unit().regionMatches(true, 0, "tokens", 0, "tokens".length());
    }

    /** At least one, and never less than it is: whoever comes back earlier is refused again. */
    static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
