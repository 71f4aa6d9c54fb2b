package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import aigateway.web.provider.http.UpstreamResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {

    private static final Model MODEL = new Model("m", "m", List.of("chat"), null, Map.of());
    private static final Target TARGET = new Target(
            new ProviderAccount(
                    ProviderAccount.KIND + "/openai",
                    "a",
                    null,
                    new AuthData("api-key", new Secret("sk-very-secret")),
                    List.of(),
                    List.of(MODEL),
                    Map.of(),
                    null),
            MODEL,
            1,
            0,
            new RetryConfig(0, 1, List.of()),
            Set.of(),
            Set.of(),
            true,
            Map.of(),
            null);

    @Test
    void limitsOfTheAccountPassAndNothingElse() {
        assertThat(RateHeaders.in(
                        Map.of(
                                "x-ratelimit-remaining-tokens", "12",
                                "anthropic-ratelimit-requests-reset", "2026-01-01T00:00:00Z",
                                "retry-after-ms", "70",
                                "set-cookie", "a=b",
                                "x-request-id", "r"),
                        TARGET))
                .containsOnlyKeys(
                        "x-ratelimit-remaining-tokens", "anthropic-ratelimit-requests-reset", "retry-after-ms");
    }

    @Test
    void valuesHoldNoKeysAndNothingThatBreaksAHeader() {
        assertThat(RateHeaders.in(
                                Map.of("x-ratelimit-scope", "sk-very-secret\r\nSet-Cookie: a" + "x".repeat(300)),
                                TARGET)
                        .get("x-ratelimit-scope"))
                .doesNotContain("secret", "\r", "\n")
                .hasSize(200);
    }

    @Test
    void refusalKeepsWhatTheVendorSaidOfItsLimits() {
        UpstreamFailure failure = Failures.of(
                new UpstreamResponse.Whole(
                        429,
                        Map.of("retry-after", "2", "retry-after-ms", "1500", "x-ratelimit-limit-requests", "5"),
                        "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                TARGET);

        assertThat(failure.pause()).isEqualTo(Duration.ofMillis(1500));
        assertThat(failure.rates()).containsEntry("x-ratelimit-limit-requests", "5");
    }

    @ParameterizedTest
    @CsvSource({
        "7200, PT2H",
        "31536000, P365D",
        "-1, PT0S",
        "99999999999999999999, PT0S",
        "soon, PT0S",
        "'', PT0S",
        "'Wed, 21 Oct 2015 07:28:00 GMT', PT0S"
    })
    void pauseIsAsLongAsTheVendorSays(String retryAfter, Duration pause) {
        assertThat(Failures.pause(retryAfter)).isEqualTo(pause);
    }

    @Test
    void pauseMayEndAtADate() {
        assertThat(Failures.pause(
                        ZonedDateTime.now(ZoneOffset.UTC).plusDays(3).format(DateTimeFormatter.RFC_1123_DATE_TIME)))
                .isBetween(Duration.ofHours(71), Duration.ofDays(3));
    }
}
