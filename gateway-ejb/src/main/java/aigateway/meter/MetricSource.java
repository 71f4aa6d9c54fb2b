package aigateway.meter;

import java.util.List;

/** Somebody who measures. Asked each time that somebody wants to know, by any thread. */
@FunctionalInterface
public interface MetricSource {

    List<Metric> metrics();
}
