package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admission.AppliedRule;
import aigateway.admission.Decision;
import aigateway.call.ErrorType;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.telemetry.Kind;
import aigateway.web.telemetry.Spans;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private static final AppliedRule MINUTE = limit("minute", "requests_per_minute", 60, 2, 30);
    private static final AppliedRule HOUR = limit("hour", "requests_per_hour", 600, 400, 1800);
    private static final AppliedRule TOKENS = limit("tokens", "TOKENS_PER_DAY", 5000, 100, 3600);
    private static final AppliedRule FEW_TOKENS = limit("few", "tokens_per_minute", 900, 7, 20);
    private static final AppliedRule BUDGET = new AppliedRule(
            AppliedRule.Kind.BUDGET, "b", "cost_per_day", BigDecimal.TEN, BigDecimal.ZERO, Duration.ofHours(1));

    private static AppliedRule limit(String id, String unit, long limit, long remaining, long seconds) {
        return new AppliedRule(
                AppliedRule.Kind.RATE_LIMIT,
                id,
                unit,
                BigDecimal.valueOf(limit),
                BigDecimal.valueOf(remaining),
                Duration.ofSeconds(seconds));
    }

    @Test
    void theLimitThatIsMetFirstIsToldOfRequestsAndOfTokens() {
        assertThat(Refusals.nearest(List.of(MINUTE, TOKENS, HOUR, BUDGET, FEW_TOKENS)))
                .containsExactly(MINUTE, FEW_TOKENS);
        assertThat(Refusals.nearest(List.of(BUDGET))).isEmpty();
    }

    @Test
    void ofTwoThatHaveTheSameLeftTheLongerOneIsTold() {
        AppliedRule day = limit("day", "requests_per_day", 9, 2, 80_000);

        assertThat(Refusals.nearest(List.of(MINUTE, day))).containsExactly(day);
        assertThat(Refusals.nearest(List.of(day, MINUTE))).containsExactly(day);
    }

    @Test
    void headersAreThoseOfTheNearestLimitWhereverItsRuleStands() {
        assertThat(headers(List.of(MINUTE, HOUR, TOKENS)))
                .isEqualTo(headers(List.of(TOKENS, HOUR, MINUTE)))
                .containsEntry("x-ratelimit-limit-requests", "60")
                .containsEntry("x-ratelimit-remaining-requests", "2")
                .containsEntry("x-ratelimit-reset-requests", "30000ms")
                .containsEntry("x-ratelimit-remaining-tokens", "100");
    }

    @Test
    void refusalNamesTheRuleThatRefusedAmongThoseThatWereAsked() {
        Plan plan = new Plan("a/m", "split", List.of(), List.of());
        Decision.Refused limited =
                new Decision.Refused(ErrorType.RATE_LIMITED, TOKENS, "no", Duration.ofSeconds(9), List.of(MINUTE));
        Decision.Refused spent =
                new Decision.Refused(ErrorType.BUDGET_EXCEEDED, BUDGET, "no", Duration.ofSeconds(9), List.of(HOUR));

        assertThat(Refusals.of(limited, plan).headers())
                .containsEntry("x-ratelimit-remaining-tokens", "100")
                .containsEntry(
                        "x-tfy-applied-configurations",
                        "{\"load_balance\":[\"split\"],\"fallback\":[],\"rate_limit\":[\"minute\",\"tokens\"],\"budget\":[]}");
        assertThat(Refusals.of(spent, plan).headers())
                .containsEntry("Retry-After", "9")
                .containsEntry(
                        "x-tfy-applied-configurations",
                        "{\"load_balance\":[\"split\"],\"fallback\":[],\"rate_limit\":[\"hour\"],\"budget\":[\"b\"]}");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.3S, 1", "PT1.5S, 2", "PT2H, 7200"})
    void nobodyIsSentBackTooEarly(Duration pause, long seconds) {
        assertThat(Refusals.seconds(pause)).isEqualTo(seconds);
    }

    private static Map<String, String> headers(List<AppliedRule> rules) {
        Map<String, String> headers = new HashMap<>();
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (self, method, said) ->
                        method.getName().equals("setHeader") ? headers.put((String) said[0], (String) said[1]) : null);
        Model model = new Model("m", null, List.of("chat"), null, Map.of());
        Target target = new Target(
                new ProviderAccount(
                        "provider-account/echo", "a", null, null, List.of(), List.of(model), Map.of(), null),
                model,
                1,
                0,
                RetryConfig.DEFAULT,
                Set.of(),
                Set.of(),
                true,
                Map.of(),
                null);
        ResponseHeaders.set(
                response,
                Spans.unheard().start("chatCompletions", Kind.SERVER, null),
                new Plan("a/m", null, List.of(target), List.of()),
                List.of(),
                rules,
                Map.of(),
                target);
        headers.keySet().removeIf(name -> !name.startsWith("x-ratelimit-"));
        return headers;
    }
}
