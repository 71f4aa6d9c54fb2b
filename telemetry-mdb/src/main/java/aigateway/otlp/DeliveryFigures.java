package aigateway.otlp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** How delivery goes, over all exporters of this node since its start. */
@ApplicationScoped
public class DeliveryFigures {

    private final LongAdder exported = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failedAttempts = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

    void exported(long spans, long rejectedOfThem) {
        exported.add(spans - rejectedOfThem);
        rejected.add(rejectedOfThem);
    }

    void failedAttempt() {
        failedAttempts.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    /** Spans that a backend has taken. */
    @Gauge(name = "ai_gateway_spans_exported", absolute = true, unit = MetricUnits.NONE)
    public long exported() {
        return exported.sum();
    }

    /** Spans that a backend did not want. */
    @Gauge(name = "ai_gateway_spans_rejected", absolute = true, unit = MetricUnits.NONE)
    public long rejected() {
        return rejected.sum();
    }

    @Gauge(name = "ai_gateway_export_failed_attempts", absolute = true, unit = MetricUnits.NONE)
    public long failedAttempts() {
        return failedAttempts.sum();
    }

    /** Messages that were given up. */
    @Gauge(name = "ai_gateway_export_dead_letters", absolute = true, unit = MetricUnits.NONE)
    public long deadLetters() {
        return deadLetters.sum();
    }
}
