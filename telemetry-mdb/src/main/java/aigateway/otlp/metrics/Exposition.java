package aigateway.otlp.metrics;

import aigateway.meter.Metric;
import aigateway.meter.Metric.Sample;
import aigateway.meter.MetricSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the spans add up to, as Prometheus has it. */
final class Exposition implements MetricSource {

    private final SpanMetrics metrics;

    Exposition(SpanMetrics metrics) {
        this.metrics = metrics;
    }

    /** Names without a series are told, too, so that somebody sees what there may be. */
    @Override
    public List<Metric> metrics() {
        Map<Instrument, List<Sample>> samples = new EnumMap<>(Instrument.class);
        for (Instrument instrument : Instrument.values()) {
            if (!instrument.isCountedElsewhere()) {
                samples.put(instrument, new ArrayList<>());
            }
        }
        metrics.tallies().entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getKey().attributes().toString()))
                .forEach(entry -> {
                    Series series = entry.getKey();
                    add(
                            samples.computeIfAbsent(series.instrument(), key -> new ArrayList<>()),
                            series,
                            entry.getValue());
                });
        List<Metric> all = new ArrayList<>();
        samples.forEach((instrument, each) -> all.add(new Metric(
                instrument.prometheusName(),
                instrument.isSum() ? Metric.Type.COUNTER : Metric.Type.HISTOGRAM,
                instrument.help(),
                each)));
        return all;
    }

    private static void add(List<Sample> samples, Series series, Tally tally) {
        Map<String, String> labels = new LinkedHashMap<>();
        series.attributes().forEach((name, value) -> labels.put(name.replace('.', '_'), value));
        if (series.instrument().isSum()) {
            samples.add(new Sample("", labels, tally.sum()));
            return;
        }
        List<Double> bounds = series.instrument().bounds();
        long below = 0;
        for (int i = 0; i < tally.buckets().length; i++) {
            below += tally.buckets()[i];
            Map<String, String> bucket = new LinkedHashMap<>(labels);
            bucket.put("le", i < bounds.size() ? bounds.get(i).toString() : "+Inf");
            samples.add(new Sample("_bucket", bucket, below));
        }
        samples.add(new Sample("_sum", labels, tally.sum()));
        samples.add(new Sample("_count", labels, tally.count()));
    }
}
