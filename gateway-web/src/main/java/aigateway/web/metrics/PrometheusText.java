package aigateway.web.metrics;

import aigateway.meter.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics as text.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
final class PrometheusText {

    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    static String of(List<Metric> metrics) {
        PrometheusText writer = new PrometheusText();
        metrics.forEach(writer::add);
        return writer.text.toString();
    }

    private void add(Metric metric) {
        if (!metric.help().isEmpty()) {
            text.append("# HELP ")
                    .append(metric.name())
                    .append(' ')
                    .append(metric.help().replace("\\", "\\\\").replace("\n", "\\n"))
                    .append('\n');
        }
        text.append("# TYPE ")
                .append(metric.name())
                .append(' ')
                .append(metric.type().name().toLowerCase(Locale.ROOT))
                .append('\n');
        for (Metric.Sample sample : metric.samples()) {
            text.append(metric.name()).append(sample.suffix());
            labels(sample.labels());
            text.append(' ').append(number(sample.value())).append('\n');
        }
    }

    private void labels(Map<String, String> labels) {
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(before).append(label.getKey()).append("=\"");
            escape(label.getValue());
            text.append('"');
            before = ',';
        }
        if (before == ',') {
            text.append('}');
        }
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(value.charAt(i));
            }
        }
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
