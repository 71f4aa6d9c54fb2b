package aigateway.admin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Chart.Unit COUNT = new Chart.Unit(1, value -> String.valueOf((int) value));

    private final TimeAxis time =
            new TimeAxis(Instant.parse("2026-06-01T10:00:00Z"), Duration.ofMinutes(1), 4, ZoneOffset.UTC);

    @Test
    void lineBreaksWhereNothingWasMeasuredAndWhatStandsAloneIsADot() {
        Chart chart = Chart.lines(time, List.of(new Series("p50", 1, Arrays.asList(1.0, null, 2.0, 4.0))), COUNT);

        assertThat(chart.shapes())
                .containsExactly(
                        new Chart.Shape("area", 1, "M625.0 50.00L875.0 0.00V100.00H625.0Z"),
                        new Chart.Shape("line", 1, "M625.0 50.00L875.0 0.00"),
                        new Chart.Shape("dot", 1, "M125.0 75.00h0"));
    }

    @Test
    void columnsStandOnTopOfEachOther() {
        Chart chart = Chart.columns(
                time,
                List.of(
                        new Series("answered", 1, List.of(1.0, 0.0, 0.0, 0.0)),
                        new Series("failed", 5, List.of(3.0, 0.0, 0.0, 0.0))),
                COUNT);

        assertThat(chart.shapes())
                .extracting(Chart.Shape::path)
                .containsExactly("M30.0 100.00H220.0V75.00H30.0Z", "M30.0 75.00H220.0V0.00H30.0Z");
    }

    @Test
    void tipsAreJsonWhateverTheNames() {
        Chart chart = Chart.lines(time, List.of(new Series("a\"</script>", 1, List.of(1.0, 1.0, 1.0, 1.0))), COUNT);

        assertThat(chart.tipsAsJson()).startsWith("[\"1 Jun 10:00\\u000aa\\u0022</script>  1\",");
    }

    @Test
    void aChartOfNothingHasAnAxisAndNoShapes() {
        Chart chart = Chart.lines(time, List.of(new Series("p50", 1, Arrays.asList(null, null, null, null))), COUNT);

        assertThat(chart.shapes()).isEmpty();
        assertThat(chart.valueTicks()).extracting(Tick::label).containsExactly("0", "1");
    }
}
