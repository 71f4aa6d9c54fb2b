package aigateway.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.meter.Metric;
import aigateway.meter.Metric.Sample;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void everythingThatHasAMeaningIsEscaped() {
        String text = PrometheusText.of(List.of(new Metric(
                "requests_total",
                Metric.Type.COUNTER,
                "Says \\ and\nmore.",
                List.of(new Sample("", new TreeMap<>(Map.of("a", "x\"y", "b", "\\\n{}")), 12)))));

        assertThat(text)
                .isEqualTo(
                        """
                        # HELP requests_total Says \\\\ and\\nmore.
                        # TYPE requests_total counter
                        requests_total{a="x\\"y",b="\\\\\\n{}"} 12
                        """);
    }

    @Test
    void numbersAreWrittenAsPrometheusReadsThem() {
        assertThat(text(0.25)).isEqualTo("0.25");
        assertThat(text(3)).isEqualTo("3");
        assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(text(Double.NaN)).isEqualTo("NaN");
        assertThat(text(1e300)).isEqualTo("1.0E300");
    }

    @Test
    void processIsToldOnceEach() {
        String text = PrometheusText.of(new JavaMetrics().metrics());
        Set<String> series = new HashSet<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> assertThat(
                        series.add(line.substring(0, line.lastIndexOf(' '))))
                .as(line)
                .isTrue());

        assertThat(text)
                .contains("jvm_memory_used_bytes{area=\"heap\"} ")
                .contains("# TYPE process_cpu_seconds_total counter")
                .contains("jvm_gc_collection_seconds_count{gc=\"");
    }

    private static String text(double value) {
        String text = PrometheusText.of(List.of(Metric.single("x", "", value)));
        return text.substring(text.lastIndexOf(' ') + 1).strip();
    }
}
