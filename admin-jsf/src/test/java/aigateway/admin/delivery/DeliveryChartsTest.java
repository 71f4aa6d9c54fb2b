package aigateway.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.admin.overview.Range;
import aigateway.delivery.DeliveryStep;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryChartsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:07:00Z");

    @Test
    void stepsOfOneColumnAddUpAndTheMostThatWaitedCounts() {
        DeliveryCharts charts = charts(
                Range.DAY,
                new DeliveryStep(Instant.parse("2026-11-20T11:40:00Z"), 5, 1, 0, 9),
                new DeliveryStep(Instant.parse("2026-11-20T11:55:00Z"), 7, 2, 3, 4));

        assertThat(charts.getSpans().tips())
                .hasSize(48)
                .element(46)
                .isEqualTo("20 Nov 11:30\nDelivered  12\nDropped  3");
        assertThat(charts.getTrouble().tips()).element(46).isEqualTo("20 Nov 11:30\nWaiting  9\nTried again  3");
    }

    @Test
    void theLastColumnIsTheOneThatIsNow() {
        DeliveryCharts charts =
                charts(Range.SIX_HOURS, new DeliveryStep(Instant.parse("2026-11-20T12:05:00Z"), 5, 0, 0, 0));

        assertThat(charts.getSpans().tips()).last().isEqualTo("20 Nov 12:00\nDelivered  5\nDropped  0");
    }

    @Test
    void whatIsOutsideIsLeftOut() {
        DeliveryCharts charts = charts(
                Range.SIX_HOURS,
                new DeliveryStep(NOW.minus(Range.DAY.length()), 5, 0, 0, 0),
                new DeliveryStep(NOW.plusSeconds(3_600), 5, 0, 0, 0));

        assertThat(charts.getSpans().shapes()).isEmpty();
    }

    private static DeliveryCharts charts(Range range, DeliveryStep... steps) {
        return new DeliveryCharts(range, NOW, ZoneOffset.UTC, List.of(steps));
    }
}
