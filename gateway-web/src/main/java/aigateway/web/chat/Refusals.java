package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.call.GatewayException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules' answers as headers. */
final class Refusals {

    /** Of two that have the same left, the one that is longer in coming back. */
    private static final Comparator<AppliedRule> NEAREST = Comparator.comparing(AppliedRule::remaining)
            .thenComparing(AppliedRule::resetAfter, Comparator.reverseOrder());

    private Refusals() {}

    static GatewayException of(Decision.Refused refused) {
        Map<String, String> headers = new HashMap<>(limits(refused.rule()));
        headers.put("Retry-After", Long.toString(seconds(refused.retryAfter())));
        return new GatewayException(refused.type(), refused.message(), null, headers, null);
    }

    /** Of the rate limits on requests, and of those on tokens, the one that has least left: the client meets it first. */
    static Collection<AppliedRule> nearest(List<AppliedRule> rules) {
        Map<String, AppliedRule> nearest = new LinkedHashMap<>();
        for (AppliedRule rule : rules) {
            if (rule.kind() == AppliedRule.Kind.RATE_LIMIT) {
                nearest.merge(what(rule), rule, (one, other) -> NEAREST.compare(other, one) < 0 ? other : one);
            }
        }
        return nearest.values();
    }

    /** {@code x-ratelimit-limit-requests} and its kin, named as OpenAI names them; empty for a budget. */
    static Map<String, String> limits(AppliedRule rule) {
        if (rule.kind() != AppliedRule.Kind.RATE_LIMIT) {
            return Map.of();
        }
        String what = what(rule);
        return Map.of(
                "x-ratelimit-limit-" + what, rule.limit().toPlainString(),
                "x-ratelimit-remaining-" + what, rule.remaining().toPlainString(),
                "x-ratelimit-reset-" + what, rule.resetAfter().toMillis() + "ms");
    }

    private static String what(AppliedRule rule) {
        return rule.unit().toLowerCase(Locale.ROOT).startsWith("tokens") ? "tokens" : "requests";
    }

    /** At least one, and never less than it is: whoever comes back earlier is refused again. */
    static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
