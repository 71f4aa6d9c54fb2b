package aigateway.web.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.GatewayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitsTest {

    @Test
    void limitsAreMilliseconds() {
        assertThat(TimeLimits.parse(" 2147483647 ", "1"))
                .isEqualTo(new TimeLimits(Duration.ofMillis(2_147_483_647), Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999", "2147483648", "0", "-1", "1.5", "", "soon"})
    void whatIsNoLimitIsToldWithTheBounds(String value) {
        assertThatThrownBy(() -> TimeLimits.parse(value, null))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.param())
                        .isEqualTo("x-tfy-request-timeout"))
                .hasMessageContaining("from 1 to 2147483647");
    }
}
