package aigateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.Model;
import aigateway.manifest.type.ProviderAccount;
import aigateway.manifest.type.RetryConfig;
import aigateway.manifest.type.SlaCutoff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthTest {

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Health health = new Health(() -> now);
    private final Target target = target("a");

    static Target target(String account) {
        return target(account, 50, null);
    }

    static Target target(String account, int weight, @Nullable SlaCutoff cutoff) {
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
                weight,
                0,
                RetryConfig.DEFAULT,
                Set.of(500),
                Set.of(500),
                true,
                Map.of(),
                null,
                cutoff);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void oneFailureIsForgiven() {
        health.failed(target, Duration.ZERO);

        assertThat(health.standing(target)).isEqualTo(Standing.WELL);
    }

    @Test
    void twoFailuresWithinTwoMinutesAreTroubleUntilTheyHavePassed() {
        health.failed(target, Duration.ZERO);
        pass(Duration.ofSeconds(90));
        health.failed(target, Duration.ZERO);

        assertThat(health.standing(target)).isEqualTo(Standing.FAILING);
        pass(Duration.ofSeconds(29));
        assertThat(health.standing(target)).isEqualTo(Standing.FAILING);
        pass(Duration.ofSeconds(2));
        assertThat(health.standing(target)).isEqualTo(Standing.WELL);
    }

    @Test
    void failuresFarApartAreNone() {
        health.failed(target, Duration.ZERO);
        pass(Duration.ofSeconds(121));
        health.failed(target, Duration.ZERO);

        assertThat(health.standing(target)).isEqualTo(Standing.WELL);
    }

    @Test
    void aPauseThatWasAskedForIsGiven() {
        health.failed(target, Duration.ofSeconds(30));

        assertThat(health.standing(target)).isEqualTo(Standing.RESTING);
        pass(Duration.ofSeconds(31));
        assertThat(health.standing(target)).isEqualTo(Standing.WELL);
    }

    @Test
    void aLongPauseIsGivenTooAndASlipEndsAfterADay() {
        health.failed(target, Duration.ofHours(5));
        health.failed(target("b"), Duration.ofDays(36_500));

        pass(Duration.ofHours(4));
        assertThat(health.standing(target)).isEqualTo(Standing.RESTING);
        pass(Duration.ofHours(19));
        assertThat(health.standing(target)).isEqualTo(Standing.WELL);
        assertThat(health.standing(target("b"))).isEqualTo(Standing.RESTING);
        pass(Duration.ofHours(1));
        assertThat(health.standing(target("b"))).isEqualTo(Standing.WELL);
    }

    @Test
    void targetsAreApart() {
        health.failed(target, Duration.ofSeconds(30));

        assertThat(health.standing(target("b"))).isEqualTo(Standing.WELL);
    }

    private static SlaCutoff cutoff(int perToken, int firstToken) {
        return new SlaCutoff(BigDecimal.valueOf(perToken), BigDecimal.valueOf(firstToken));
    }

    private void answers(int times, double perToken, double firstToken) {
        for (int i = 0; i < times; i++) {
            health.answered(target, perToken, firstToken);
        }
    }

    @Test
    void slowWriterIsPastItsCutoffFromTheThirdRequestOnAndRecoversByItself() {
        Target limited = target("a", 50, cutoff(50, 2000));

        answers(2, 80, 100);
        assertThat(health.standing(limited)).isEqualTo(Standing.WELL);
        answers(1, 80, 100);
        assertThat(health.standing(limited)).isEqualTo(Standing.SLOW);
        assertThat(health.standing(target)).as("a route without a cut-off").isEqualTo(Standing.WELL);
        pass(Duration.ofSeconds(179));
        assertThat(health.standing(limited)).isEqualTo(Standing.SLOW);
        pass(Duration.ofSeconds(1));
        assertThat(health.standing(limited)).isEqualTo(Standing.WELL);
    }

    @Test
    void lateFirstTokenIsPastTheCutoffToo() {
        Target limited = target("a", 50, cutoff(50, 2000));

        answers(3, 10, 2001);

        assertThat(health.standing(limited)).isEqualTo(Standing.SLOW);
    }

    @Test
    void meanCountsAndNotTheWorst() {
        Target limited = target("a", 50, cutoff(50, 2000));

        answers(1, 130, Double.NaN);
        answers(2, 10, Double.NaN);

        assertThat(health.standing(limited)).as("exactly 50 is within it").isEqualTo(Standing.WELL);
    }

    @Test
    void wholeAnswersTellNothingOfTheFirstToken() {
        Target limited = target("a", 50, cutoff(50, 1));

        answers(5, 10, Double.NaN);

        assertThat(health.standing(limited)).isEqualTo(Standing.WELL);
    }

    @Test
    void paceIsTheMeanOfTheLastHundredRequests() {
        answers(50, 1000, Double.NaN);
        answers(99, 20, Double.NaN);
        answers(1, 120, Double.NaN);

        assertThat(health.pace(target)).isEqualTo(21);
    }

    @Test
    void paceIsOfTheLastTwentyMinutesAndOfThreeRequestsAtLeast() {
        answers(2, 1000, Double.NaN);
        pass(Duration.ofMinutes(1));
        assertThat(health.pace(target)).isNaN();
        answers(2, 10, Double.NaN);
        assertThat(health.pace(target)).isEqualTo(505);
        pass(Duration.ofMinutes(19));
        assertThat(health.pace(target)).as("two are left").isNaN();
    }

    @Test
    void clockThatIsSetBackKeepsNobodyInTrouble() {
        health.failed(target, Duration.ofSeconds(30));
        health.failed(target, Duration.ZERO);
        pass(Duration.ofHours(-1));

        assertThat(health.standing(target)).isEqualTo(Standing.WELL);
        health.failed(target, Duration.ofSeconds(1));
        assertThat(health.standing(target)).as("a new pause counts").isEqualTo(Standing.RESTING);
    }

    @Test
    void answersThatComeAtOnceSpoilNoFigure() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> answers(500, 7, 3));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(health.pace(target)).isEqualTo(7);
    }
}
