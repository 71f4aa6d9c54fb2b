package aigateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final Meters meters = new Meters();

    @Test
    void whatTwoTellIsToldOnce() {
        meters.add("one", () -> List.of(Metric.single("b", "", 1), Metric.single("a", "", 1)));
        meters.add("two", () -> List.of(Metric.single("b", "", 2)));

        assertThat(meters.read()).extracting(Metric::name).containsExactly("a", "b");
    }

    @Test
    void sourceOfTheSameNameTakesThePlace() {
        meters.add("spans_total", () -> List.of(Metric.single("spans_total", "", 1)));
        meters.add("spans_total", () -> List.of(Metric.single("spans_total", "", 2)));

        assertThat(meters.read("spans_total")).hasValue(2);
        assertThat(meters.read("other")).isEmpty();
    }
}
