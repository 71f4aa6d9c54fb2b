package aigateway.web.metrics;

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

        assertThat(gauges).singleElement().satisfies(gauge -> assertThat(gauge.text())
                .isEqualTo("# TYPE waiting gauge\nwaiting 7\n"));
    }

    public static class Figures {

        private int waiting;

        @Gauge(name = "waiting", absolute = true, unit = MetricUnits.NONE)
        public int waiting() {
            return waiting;
        }

        public int other() {
            return 0;
        }
    }
}
