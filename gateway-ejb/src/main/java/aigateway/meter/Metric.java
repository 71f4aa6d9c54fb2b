package aigateway.meter;

import java.util.List;
import java.util.Map;

/**
 * One name and all series under it, as Prometheus has them.
 *
 * @param name letters, digits and underscores; a counter's ends in {@link #TOTAL}
 * @param help one sentence
 */
public record Metric(String name, Type type, String help, List<Sample> samples) {

    /** How the name of something ends that only grows. */
    public static final String TOTAL = "_total";

    public Metric {
        samples = List.copyOf(samples);
    }

    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * @param suffix what follows the metric's name in a histogram; empty elsewhere
     * @param labels in the order in which they are written
     */
    public record Sample(String suffix, Map<String, String> labels, double value) {}

    /** With one series that has no labels. A name that ends in {@link #TOTAL} is a counter's. */
    public static Metric single(String name, String help, double value) {
        return new Metric(
                name, name.endsWith(TOTAL) ? Type.COUNTER : Type.GAUGE, help, List.of(new Sample("", Map.of(), value)));
    }
}
