package aigateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.junit.jupiter.api.Test;

class GaugeMethodTest {

    @Test
    void gaugeIsReadEachTimeItIsAskedFor() {
        Figures figures = new Figures();
        List<GaugeMethod> gauges = GaugeMethod.in(Figures.class, () -> figures);
        figures.waiting = 7;

        assertThat(gauges)
                .filteredOn(gauge -> gauge.name().equals("waiting"))
                .singleElement()
                .satisfies(gauge ->
                        assertThat(gauge.metrics()).containsExactly(Metric.single("waiting", "What waits.", 7)));
    }

    @Test
    void whatEndsInTotalIsACounter() {
        assertThat(GaugeMethod.in(Figures.class, Figures::new))
                .flatExtracting(GaugeMethod::metrics)
                .extracting(Metric::name, Metric::type)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("waiting", Metric.Type.GAUGE),
                        org.assertj.core.groups.Tuple.tuple("sent_total", Metric.Type.COUNTER));
    }

    public static class Figures {

        private int waiting;

        @Gauge(name = "waiting", absolute = true, unit = MetricUnits.NONE, description = "What waits.")
        public int waiting() {
            return waiting;
        }

        @Gauge(name = "sent_total", absolute = true, unit = MetricUnits.NONE)
        public long sent() {
            return 3;
        }

        public int other() {
            return 0;
        }
    }
}
