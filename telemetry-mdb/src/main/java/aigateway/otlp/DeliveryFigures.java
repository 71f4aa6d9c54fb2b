package aigateway.otlp;

import aigateway.delivery.DeliveryCount;
import aigateway.delivery.StoreStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** How delivery goes on this node since its start. */
@ApplicationScoped
public class DeliveryFigures {

    private final Map<String, ExporterFigures> exporters = new ConcurrentHashMap<>();

    ExporterFigures of(String exporter) {
        return exporters.computeIfAbsent(exporter, name -> new ExporterFigures());
    }

    /** What has not been taken before, by the name of the exporter. */
    Map<String, DeliveryCount> take() {
        Map<String, DeliveryCount> news = new HashMap<>();
        exporters.forEach((name, figures) -> {
            DeliveryCount count = figures.take();
            if (!count.equals(DeliveryCount.NONE)) {
                news.put(name, count);
            }
        });
        return news;
    }

    /** It could not be told to anybody. */
    void putBack(Map<String, DeliveryCount> news) {
        news.forEach((name, count) -> of(name).putBack(count));
    }

    private long sum(ToLongFunction<ExporterFigures> figure) {
        return exporters.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(StoreStatus.NAME))
                .map(Map.Entry::getValue)
                .mapToLong(figure)
                .sum();
    }

    @Gauge(
            name = "ai_gateway_spans_stored_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that the database has taken.")
    public long stored() {
        return of(StoreStatus.NAME).delivered();
    }

    @Gauge(
            name = "ai_gateway_spans_exported_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that a backend has taken.")
    public long exported() {
        return sum(ExporterFigures::delivered);
    }

    @Gauge(
            name = "ai_gateway_spans_rejected_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that a backend did not want.")
    public long rejected() {
        return sum(ExporterFigures::rejected);
    }

    @Gauge(
            name = "ai_gateway_export_failed_attempts_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Attempts that are made again.")
    public long failedAttempts() {
        return sum(ExporterFigures::failedAttempts);
    }

    @Gauge(
            name = "ai_gateway_export_dead_letters_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Messages that were given up.")
    public long deadLetters() {
        return sum(ExporterFigures::deadLetters);
    }
}
