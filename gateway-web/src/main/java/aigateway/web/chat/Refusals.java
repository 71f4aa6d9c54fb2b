package aigateway.web.chat;

import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.call.GatewayException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The rules' answers as headers. */
final class Refusals {

    private Refusals() {}

    static GatewayException of(Decision.Refused refused) {
        Map<String, String> headers = new HashMap<>(limits(refused.rule()));
        headers.put("Retry-After", Long.toString(Math.max(1, seconds(refused.retryAfter()))));
        return new GatewayException(refused.type(), refused.message(), null, headers, null);
    }

    /** {@code x-ratelimit-limit-requests} and its kin, named as OpenAI names them; empty for a budget. */
    static Map<String, String> limits(AppliedRule rule) {
        if (rule.kind() != AppliedRule.Kind.RATE_LIMIT) {
            return Map.of();
        }
        String what = rule.unit().toLowerCase(Locale.ROOT).startsWith("tokens") ? "tokens" : "requests";
        return Map.of(
                "x-ratelimit-limit-" + what, rule.limit().toPlainString(),
                "x-ratelimit-remaining-" + what, rule.remaining().toPlainString(),
                "x-ratelimit-reset-" + what, rule.resetAfter().toMillis() + "ms");
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
