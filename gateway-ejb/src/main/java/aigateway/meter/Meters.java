package aigateway.meter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Everything that is measured in this process. Who measures says so here once, since on a server the web application and
 * the message-driven beans do not see each other.
 */
@ApplicationScoped
public class Meters {

    private final Map<String, MetricSource> sources = new ConcurrentSkipListMap<>();

    /** Adds every method with a gauge that somebody can see; the same one may be seen twice. */
    public void addGauges(BeanManager beans) {
        GaugeMethod.seenBy(beans).forEach(gauge -> sources.putIfAbsent(gauge.name(), gauge));
    }

    /** @param name of the source; one with the same name takes its place */
    public void add(String name, MetricSource source) {
        sources.put(name, source);
    }

    /** By name, each name once whoever tells it. */
    public List<Metric> read() {
        Map<String, Metric> metrics = new TreeMap<>();
        sources.values().forEach(source -> source.metrics().forEach(metric -> metrics.put(metric.name(), metric)));
        return new ArrayList<>(metrics.values());
    }

    /** One figure without labels; empty when nobody tells it. */
    public OptionalDouble read(String name) {
        MetricSource source = sources.get(name);
        return source == null
                ? OptionalDouble.empty()
                : source.metrics().stream()
                        .filter(metric -> metric.name().equals(name))
                        .flatMap(metric -> metric.samples().stream())
                        .mapToDouble(Metric.Sample::value)
                        .findFirst();
    }
}
