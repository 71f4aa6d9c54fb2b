package aigateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.Model;
import aigateway.manifest.ProviderAccount;
import aigateway.manifest.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthTest {

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Health health = new Health(() -> now);
    private final Target target = target("a");

    static Target target(String account) {
        Model model = new Model("m", null, List.of("chat"), null, Map.of());
        return new Target(
                new ProviderAccount(
                        "provider-account/self-hosted-model",
                        account,
                        null,
                        null,
                        List.of(),
                        List.of(model),
                        Map.of(),
                        null),
                model,
                50,
                0,
                RetryConfig.DEFAULT,
                Set.of(500),
                Set.of(500),
                true,
                Map.of(),
                null);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void oneFailureIsForgiven() {
        health.failed(target, Duration.ZERO);

        assertThat(health.isWell(target)).isTrue();
    }

    @Test
    void twoFailuresWithinTwoMinutesAreTroubleUntilTheyHavePassed() {
        health.failed(target, Duration.ZERO);
        pass(Duration.ofSeconds(90));
        health.failed(target, Duration.ZERO);

        assertThat(health.isWell(target)).isFalse();
        pass(Duration.ofSeconds(29));
        assertThat(health.isWell(target)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(health.isWell(target)).isTrue();
    }

    @Test
    void failuresFarApartAreNone() {
        health.failed(target, Duration.ZERO);
        pass(Duration.ofSeconds(121));
        health.failed(target, Duration.ZERO);

        assertThat(health.isWell(target)).isTrue();
    }

    @Test
    void aPauseThatWasAskedForIsGiven() {
        health.failed(target, Duration.ofSeconds(30));

        assertThat(health.isWell(target)).isFalse();
        pass(Duration.ofSeconds(31));
        assertThat(health.isWell(target)).isTrue();
    }

    @Test
    void targetsAreApart() {
        health.failed(target, Duration.ofSeconds(30));

        assertThat(health.isWell(target("b"))).isTrue();
    }
}
