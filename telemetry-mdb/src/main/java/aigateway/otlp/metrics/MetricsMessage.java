package aigateway.otlp.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Tallies as OTLP. */
final class MetricsMessage {

    private final AggregationTemporality temporality;
    private final long from;
    private final long until;
    private final Map<Instrument, Metric.Builder> metrics = new EnumMap<>(Instrument.class);

    MetricsMessage(boolean delta, Instant from, Instant until) {
        this.temporality = delta
                ? AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
                : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
        this.from = nanos(from);
        this.until = nanos(until);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    void add(Series series, Tally tally) {
        Metric.Builder metric = metrics.computeIfAbsent(series.instrument(), this::metric);
        if (series.instrument().isSum()) {
            NumberDataPoint.Builder point = metric.getSumBuilder()
                    .addDataPointsBuilder()
                    .setStartTimeUnixNano(from)
                    .setTimeUnixNano(until)
                    .setAsDouble(tally.sum());
            series.attributes().forEach((name, value) -> point.addAttributes(text(name, value)));
        } else {
            HistogramDataPoint.Builder point = metric.getHistogramBuilder()
                    .addDataPointsBuilder()
                    .setStartTimeUnixNano(from)
                    .setTimeUnixNano(until)
                    .setCount(tally.count())
                    .setSum(tally.sum())
                    .addAllExplicitBounds(series.instrument().bounds());
            Arrays.stream(tally.buckets()).forEach(point::addBucketCounts);
            series.attributes().forEach((name, value) -> point.addAttributes(text(name, value)));
        }
    }

    private Metric.Builder metric(Instrument instrument) {
        Metric.Builder metric = Metric.newBuilder().setName(instrument.id()).setUnit(instrument.unit());
        return instrument.isSum()
                ? metric.setSum(Sum.newBuilder().setIsMonotonic(true).setAggregationTemporality(temporality))
                : metric.setHistogram(Histogram.newBuilder().setAggregationTemporality(temporality));
    }

    ExportMetricsServiceRequest request(Map<String, String> resource, String version) {
        Resource.Builder about = Resource.newBuilder();
        resource.forEach((name, value) -> about.addAttributes(text(name, value)));
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder()
                .setScope(
                        InstrumentationScope.newBuilder().setName("ai-gateway").setVersion(version));
        metrics.values().forEach(scope::addMetrics);
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(about).addScopeMetrics(scope))
                .build();
    }

    private static KeyValue text(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
