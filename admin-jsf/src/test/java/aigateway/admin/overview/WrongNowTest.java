package aigateway.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admin.overview.WrongNow.Finding;
import aigateway.call.ErrorType;
import aigateway.telemetry.Figures;
import aigateway.telemetry.Overview.Leader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrongNowTest {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "FIRST_TOKEN_TIMEOUT",
                "UPSTREAM_REFUSED",
                "UPSTREAM_UNREACHABLE",
                "UPSTREAM_BROKEN",
                "UPSTREAM_TIMEOUT"
            })
    void modelIsNotBlamedForWhatTheGatewayRefused(ErrorType refusal) {
        assertThat(WrongNow.failing(model(60, Map.of(refusal.type(), 30L)))).isNull();
        assertThat(WrongNow.failing(model(9, Map.of(refusal.type(), 9L)))).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "FIRST_TOKEN_TIMEOUT",
                "UPSTREAM_REFUSED",
                "UPSTREAM_UNREACHABLE",
                "UPSTREAM_BROKEN",
                "UPSTREAM_TIMEOUT"
            })
    void modelThatFailsIsMeasuredByWhatCameToIt(ErrorType failure) {
        assertThat(WrongNow.failing(model(60, Map.of("rate_limit_exceeded", 20L, failure.type(), 16L))))
                .isEqualTo(new Finding(false, "m fails 40% of its requests.", "16 of 40 in the last 15 minutes"));
        assertThat(WrongNow.failing(model(60, Map.of("model_not_found", 20L, failure.type(), 30L))))
                .isEqualTo(new Finding(true, "m fails 75% of its requests.", "30 of 40 in the last 15 minutes"));
    }

    @Test
    void oneFailureOfAFewRequestsIsNoFinding() {
        assertThat(WrongNow.failing(model(4, Map.of("upstream_error", 4L)))).isNull();
        assertThat(WrongNow.failing(model(100, Map.of("upstream_error", 4L)))).isNull();
    }

    private static Leader model(long requests, Map<String, Long> errors) {
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        Figures figures = new Figures(requests, failed, 0, 0, null, 0, null, null, null, null, null, null);
        return new Leader("m", figures, errors);
    }
}
