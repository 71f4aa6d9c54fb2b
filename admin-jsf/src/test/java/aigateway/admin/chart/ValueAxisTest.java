package aigateway.admin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueAxisTest {

    @ParameterizedTest
    @CsvSource({"327, 400", "1, 1", "3, 3", "17.3, 20", "0.0013, 0.0015", "400, 400"})
    void endsAtARoundNumberAboveTheGreatestValue(double greatest, double top) {
        assertThat(new ValueAxis(greatest, 0.0001).top()).isCloseTo(top, within(1e-9));
    }

    @Test
    void thingsThatAreCountedHaveNoHalves() {
        assertThat(new ValueAxis(2, 1).ticks(value -> value + ""))
                .extracting(Tick::label)
                .containsExactly("0.0", "1.0", "2.0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.3, 1, 7, 99, 1e3, 123456789})
    void hasTwoToFiveMarksForAnyValue(double greatest) {
        ValueAxis axis = new ValueAxis(greatest, 0);
        assertThat(axis.ticks(value -> "")).hasSizeBetween(2, 5);
        assertThat(axis.top()).isGreaterThanOrEqualTo(greatest);
        assertThat(axis.position(axis.top())).isZero();
    }
}
