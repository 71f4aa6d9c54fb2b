package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.ErrorType;
import aigateway.call.ModelCall;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.identity.Subject;
import aigateway.platform.ClientSocket;
import aigateway.web.call.LoggingConfig;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.logging.Told;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.HeardSpans;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatSpanTest {

    private static final AppliedRule MINUTE = rule(AppliedRule.Kind.RATE_LIMIT, "minute", "requests_per_minute", 0);
    private static final AppliedRule DAY = rule(AppliedRule.Kind.RATE_LIMIT, "day", "requests_per_day", 400);
    private static final AppliedRule TOKENS = rule(AppliedRule.Kind.RATE_LIMIT, "tokens", "tokens_per_day", 7);
    private static final AppliedRule BUDGET = rule(AppliedRule.Kind.BUDGET, "month", "cost_per_month", 1);

    private static final Caller ANN = Caller.of(Subject.user("ann"), "Ann", List.of(), List.of(), null, Map.of());

    private static AppliedRule rule(AppliedRule.Kind kind, String id, String unit, long remaining) {
        return new AppliedRule(
                kind, id, unit, BigDecimal.valueOf(500), BigDecimal.valueOf(remaining), Duration.ofSeconds(9));
    }

    private static Decision.Refused refused(ErrorType type, AppliedRule rule, AppliedRule... agreed) {
        return new Decision.Refused(type, rule, "no", Duration.ofSeconds(9), List.of(agreed));
    }

    @Test
    void aRefusalTellsAllLimitsThatWereAskedAndWhatTheRefusingOneHadLeft() {
        assertThat(told(refused(ErrorType.RATE_LIMITED, TOKENS, MINUTE, DAY)))
                .contains(
                        entry("rate_limiter.status", "blocked"),
                        entry("rate_limiter.rules", List.of("minute", "day", "tokens")),
                        entry("rate_limiter.rule.id", "tokens"),
                        entry("rate_limiter.remaining", 7L));
    }

    @Test
    void aBudgetThatRefusesIsNoneOfTheLimits() {
        assertThat(told(refused(ErrorType.BUDGET_EXCEEDED, BUDGET, DAY, TOKENS)))
                .contains(
                        entry("rate_limiter.status", "allowed"),
                        entry("rate_limiter.rules", List.of("day", "tokens")),
                        entry("rate_limiter.rule.id", "day"),
                        entry("rate_limiter.remaining", 400L));
    }

    @Test
    void callThatIsLetInTellsTheLimitThatItMeetsFirst() {
        Permit permit = new Permit() {
            @Override
            public List<AppliedRule> rules() {
                return List.of(DAY, MINUTE, BUDGET);
            }

            @Override
            public void settle(Settlement settlement) {}
        };

        assertThat(told(new Decision.Granted(permit)))
                .contains(
                        entry("rate_limiter.status", "allowed"),
                        entry("rate_limiter.rules", List.of("day", "minute")),
                        entry("rate_limiter.rule.id", "minute"),
                        entry("rate_limiter.remaining", 0L));
    }

    private static Map<String, Object> told(Decision decision) {
        HeardSpans heard = new HeardSpans();
        ChatSpan span = ChatSpan.start(heard.spans(), "default", call(), new Told("default", true));
        CallSpan limiter = span.startLimiter(new ModelCall(ANN, Operation.CHAT, "a/m", Map.of(), false, 1, 1, null));
        span.endLimiter(limiter, decision);
        span.end();
        return heard.named("RateLimiterMiddleware").attributes();
    }

    private static ChatCall call() {
        byte[] body = "{\"model\":\"a/m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .getBytes(StandardCharsets.UTF_8);
        return new ChatCall(
                ANN,
                ChatRequestReader.read(body),
                OpenAiClient.INSTANCE,
                Map.of(),
                Map.of(),
                TimeLimits.parse(null, null),
                RetryHeader.NONE,
                LoggingConfig.NONE,
                null,
                null,
                ServerTiming.NONE,
                ClientSocket.NONE,
                "");
    }
}
