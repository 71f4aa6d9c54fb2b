package aigateway.web.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryHeaderTest {

    private static final Model MODEL = new Model("m", "m", List.of("chat"), null, Map.of());
    private static final Target TARGET = new Target(
            new ProviderAccount(
                    ProviderAccount.KIND + "/echo", "a", null, null, List.of(), List.of(MODEL), Map.of(), null),
            MODEL,
            1,
            0,
            new RetryConfig(1, 50, List.of("500")),
            Set.of(500),
            Set.of(500, 429),
            true,
            Map.of(),
            null);
    private static final Plan PLAN =
            new Plan("a/m", "rule", List.of(TARGET), List.of(new Plan.Fallback("f", TARGET, List.of(404))));

    @Test
    void headerCountsForEveryTargetOfTheRoute() {
        Plan plan = RetryHeader.parse("{\"attempts\":3,\"onStatusCodes\":[429,\"503\"]}")
                .applied(PLAN);

        assertThat(plan.ruleId()).isEqualTo("rule");
        for (Target target :
                List.of(plan.targets().get(0), plan.fallbacks().get(0).target())) {
            assertThat(target.retry().attempts()).isEqualTo(3);
            assertThat(target.retry().delay()).isEqualTo(50);
            assertThat(target.retryStatuses()).containsExactlyInAnyOrder(429, 503);
            assertThat(target.fallbackStatuses()).isEqualTo(TARGET.fallbackStatuses());
        }
    }

    @Test
    void whatTheHeaderDoesNotSayIsAsTheRouteSays() {
        assertThat(RetryHeader.parse(null).applied(PLAN)).isSameAs(PLAN);
        assertThat(RetryHeader.parse(" ").applied(PLAN)).isSameAs(PLAN);
        Target target =
                RetryHeader.parse("{\"attempts\":0}").applied(PLAN).targets().get(0);
        assertThat(target.retry().attempts()).isZero();
        assertThat(target.retryStatuses()).containsExactly(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "[]",
                "{\"attempts\":11}",
                "{\"attempts\":-1}",
                "{\"attempts\":null}",
                "{\"onStatusCodes\":500}",
                "{\"onStatusCodes\":[200]}",
                "{\"onStatusCodes\":[{}]}",
                "{\"retries\":1}",
                "{\"attempts\":1} x"
            })
    void badHeaderIsRefusedByName(String header) {
        assertThatThrownBy(() -> RetryHeader.parse(header)).isInstanceOfSatisfying(GatewayException.class, refused -> {
            assertThat(refused.param()).isEqualTo("x-tfy-retry-config");
            assertThat(refused.type().status()).isEqualTo(400);
        });
    }
}
