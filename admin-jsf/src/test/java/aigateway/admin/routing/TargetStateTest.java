package aigateway.admin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.manifest.type.SlaCutoff;
import aigateway.routing.TargetFigures;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetStateTest {

    private static final SlaCutoff CUTOFF = new SlaCutoff(BigDecimal.valueOf(50), null);

    private static TargetFigures seen(int failures, int answers, double pace, double firstToken) {
        return new TargetFigures(null, failures, answers, pace, pace, firstToken);
    }

    @Test
    void standingIsSaidWithTheFiguresThatMakeIt() {
        assertThat(TargetState.of(seen(0, 9, 80, 340), CUTOFF))
                .isEqualTo(new TargetState(
                        "last, past its cut-off", "warn", null, "80 ms a token · first token after 340 ms"));
        assertThat(TargetState.of(seen(0, 9, 80, 340), null).words()).isEqualTo("healthy");
        assertThat(TargetState.of(seen(3, 1, Double.NaN, Double.NaN), CUTOFF))
                .isEqualTo(new TargetState("last, it fails", "bad", null, "1 answer · 3 failures in two minutes"));
    }

    @Test
    void whoRestsIsShownUntilWhen() {
        Instant until = Instant.parse("2026-11-20T10:00:00Z");
        TargetFigures resting = new TargetFigures(until, 1, 0, Double.NaN, Double.NaN, Double.NaN);

        assertThat(TargetState.of(resting, null))
                .isEqualTo(new TargetState("resting until", "warn", until, "1 failure in two minutes"));
    }

    @Test
    void whoWasNotAskedIsNotCalledHealthy() {
        assertThat(TargetState.of(TargetFigures.NONE, CUTOFF).words()).isEqualTo("not asked lately");
    }

    @Test
    void paceOfTheLongerTimeIsShownWhereTheLastMinutesTellNone() {
        TargetFigures seen = new TargetFigures(null, 0, 40, 12, Double.NaN, Double.NaN);

        assertThat(TargetState.of(seen, CUTOFF).figures()).isEqualTo("12 ms a token");
    }
}
