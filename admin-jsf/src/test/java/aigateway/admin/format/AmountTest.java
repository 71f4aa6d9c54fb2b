package aigateway.admin.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, $0",
        "0.000012345, $0.0000123",
        "0.054399, $0.0544",
        "0.5, $0.50",
        "12.345, '$12.35'",
        "1234567.891, '$1,234,567.89'",
        "-0.02, -$0.02"
    })
    void moneyShowsCentsOrThreeDigitsBelowACent(BigDecimal dollars, String text) {
        assertThat(Amount.money(dollars)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "950, 950",
        "9994, '9,994'",
        "12400, 12.4K",
        "999499, 999.5K",
        "999500, 1M",
        "3100000, 3.1M",
        "2.5, 2.5"
    })
    void largeCountsAreShort(double number, String text) {
        assertThat(Amount.compact(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.04, 0 ms", "0.16, 0.2 ms", "830, 830 ms", "1240, 1.24 s", "30000, 30 s", "125000, 2 min"})
    void durationsUseTheUnitThatFits(double millis, String text) {
        assertThat(Amount.millis(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0%", "0.0004, <0.1%", "0.044, 4.4%", "0.5, 50%", "1, 100%"})
    void smallSharesAreNotNothing(double share, String text) {
        assertThat(Amount.percent(share)).isEqualTo(text);
    }

    @Test
    void spansHaveTwoUnitsAtMost() {
        assertThat(Amount.span(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
        assertThat(Amount.span(Duration.ofHours(240))).isEqualTo("10 d");
        assertThat(Amount.span(Duration.ofSeconds(59))).isEqualTo("59 s");
    }
}
