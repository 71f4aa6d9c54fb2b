package aigateway.web.telemetry;

import aigateway.delivery.Broker;
import aigateway.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * Takes finished traces from requests; a {@link Courier} brings them to the broker. A request gives and goes: a broker
 * that is away costs it nothing, a queue that is full drops and counts.
 */
@ApplicationScoped
public class SpanPublisher implements TraceSink {

    private static final System.Logger LOG = System.getLogger(SpanPublisher.class.getName());
    private static final long LOOK_NANOS = 10_000_000L;

    private final Counts counts = new Counts();
    private final LongAdder late = new LongAdder();

    @Resource
    ManagedThreadFactory threads;

    @Resource(lookup = Broker.CONNECTION_FACTORY)
    ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/SpansTopic")
    Topic topic;

    private PublisherSettings settings = PublisherSettings.DEFAULTS;
    private WaitingTraces waiting = new WaitingTraces(0, 0);
    private volatile boolean stopping;
    private @Nullable Courier courier;
    private @Nullable Thread thread;

    @PostConstruct
    void start() {
        Settings process = Settings.ofThisProcess();
        start(
                PublisherSettings.from(process),
                GatewayResource.from(process),
                new JmsSpanTopic(factory, topic),
                threads);
    }

    void start(PublisherSettings settings, TraceEncoder encoder, SpanTopic topic, ThreadFactory threads) {
        this.settings = settings;
        waiting = new WaitingTraces(settings.mostTraces(), settings.mostBytes());
        courier = new Courier(settings, waiting, encoder, topic, counts);
        Thread started = threads.newThread(courier);
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @PreDestroy
    void stop() {
        stopping = true;
        Courier running = courier;
        Thread its = thread;
        if (running == null || its == null) {
            return;
        }
        running.end(settings.farewell());
        try {
            its.join(settings.farewell().toMillis() + 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (waiting() > 0) {
            LOG.log(System.Logger.Level.WARNING, "{0} traces did not reach the broker in time", waiting());
        }
    }

    /** Returns when the broker has all that was published until now, and after this time at the latest. */
    public void await(Duration most) {
        long until = System.nanoTime() + most.toNanos();
        while (waiting() > 0
                && System.nanoTime() < until
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void publish(CallTrace trace) {
        if (stopping || !waiting.offer(trace)) {
            counts.dropped().add(trace.spans().size());
        }
    }

    /**
     * Takes what an application sent, all of it or nothing.
     *
     * @param messages each an {@code ExportTraceServiceRequest}
     * @return false when there is no room: it has to be sent again
     */
    public boolean offer(List<byte[]> messages, int spans) {
        int bytes = messages.stream().mapToInt(message -> message.length).sum();
        return !stopping && waiting.offerRepeatable(new ForeignSpans(List.copyOf(messages), spans, bytes));
    }

    /**
     * Takes metrics that an application sent, for each of some exporters.
     *
     * @param message an {@code ExportMetricsServiceRequest}
     * @return false when there is no room: it has to be sent again
     */
    public boolean offerMetrics(byte[] message, List<String> exporters) {
        return !stopping && waiting.offerRepeatable(new ForeignMetrics(message, List.copyOf(exporters)));
    }

    /** Bytes that can be taken at once when nothing waits; more never will be. */
    public long mostOffered() {
        return waiting.mostRepeatableBytes();
    }

    /** A message has about so many bytes, or one span. */
    public int messageBytes() {
        return settings.messageBytes();
    }

    @Override
    public void late() {
        late.increment();
    }

    @Gauge(
            name = "ai_gateway_spans_published_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that the broker has taken.")
    public long published() {
        return counts.published().sum();
    }

    @Gauge(
            name = "ai_gateway_spans_dropped_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that were lost: the queue was full, or the application stopped.")
    public long dropped() {
        return counts.dropped().sum();
    }

    @Gauge(
            name = "ai_gateway_spans_late_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that began after their root had ended.")
    public long tooLate() {
        return late.sum();
    }

    @Gauge(
            name = "ai_gateway_traces_waiting",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Traces that the broker has not taken yet.")
    public int waiting() {
        return waiting.count();
    }

    @Gauge(
            name = "ai_gateway_spans_publish_failures_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Attempts to send spans that failed and were made again.")
    public long failures() {
        return counts.failures().sum();
    }
}
