package aigateway.web.telemetry;

import aigateway.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * Takes finished traces from requests and brings them to the broker on a thread of its own. A request gives and goes:
 * a broker that is away costs it nothing, a queue that is full drops and counts.
 */
@ApplicationScoped
public class SpanPublisher implements TraceSink {

    private static final System.Logger LOG = System.getLogger(SpanPublisher.class.getName());
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 10_000_000L;

    private final LongAdder published = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder failures = new LongAdder();

    @Resource
    ManagedThreadFactory threads;

    @Resource(lookup = "java:app/jms/TelemetryCF")
    ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/SpansTopic")
    Topic topic;

    private PublisherSettings settings = PublisherSettings.DEFAULTS;
    private WaitingTraces waiting = new WaitingTraces(0, 0);
    private volatile boolean stopping;
    private long deadline;
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
        Thread started = threads.newThread(() -> run(encoder, topic));
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @PreDestroy
    void stop() {
        deadline = System.nanoTime() + settings.farewell().toNanos();
        stopping = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(settings.farewell().toMillis() + 1_000);
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
        while (waiting() > 0 && System.nanoTime() < until) {
            pause(LOOK_NANOS);
        }
    }

    @Override
    public void publish(CallTrace trace) {
        if (stopping || !waiting.offer(trace)) {
            dropped.add(trace.spans().size());
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

    private void run(TraceEncoder encoder, SpanTopic topic) {
        try (topic) {
            while (!stopping || (waiting() > 0 && System.nanoTime() < deadline)) {
                List<Parcel> parcels = waiting.take(settings.messageBytes(), stopping ? 0 : IDLE_NANOS);
                if (!parcels.isEmpty()) {
                    long began = System.nanoTime();
                    deliver(parcels, encoder, topic);
                    if (waiting.bytes() < settings.messageBytes()) {
                        pause(settings.pause().toNanos() - (System.nanoTime() - began));
                    }
                }
            }
        }
    }

    private void deliver(List<Parcel> parcels, TraceEncoder encoder, SpanTopic topic) {
        try {
            deliverOwn(only(CallTrace.class, parcels), encoder, topic);
            deliverForeign(only(ForeignSpans.class, parcels), topic);
            for (ForeignMetrics metrics : only(ForeignMetrics.class, parcels)) {
                metrics.queues().forEach(queue -> sendUntilTaken(() -> topic.sendTo(queue, metrics.message()), topic));
            }
        } finally {
            waiting.forget(parcels);
        }
    }

    private static <T> List<T> only(Class<T> type, List<Parcel> parcels) {
        return parcels.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static int spans(List<? extends Parcel> parcels) {
        return parcels.stream().mapToInt(Parcel::count).sum();
    }

    private void deliverOwn(List<CallTrace> traces, TraceEncoder encoder, SpanTopic topic) {
        if (traces.isEmpty()) {
            return;
        }
        byte[] message;
        try {
            message = encoder.encode(traces);
        } catch (RuntimeException e) {
            if (traces.size() > 1) {
                // One that cannot be told must not silence the others.
                traces.forEach(trace -> deliverOwn(List.of(trace), encoder, topic));
                return;
            }
            dropped.add(spans(traces));
            LOG.log(System.Logger.Level.ERROR, "A trace that cannot be encoded was dropped", e);
            return;
        }
        (sendUntilTaken(() -> topic.send(message, false), topic) ? published : dropped).add(spans(traces));
    }

    private void deliverForeign(List<ForeignSpans> parcels, SpanTopic topic) {
        boolean taken = true;
        for (byte[] message : ForeignSpans.together(parcels, settings.messageBytes())) {
            taken = taken && sendUntilTaken(() -> topic.send(message, true), topic);
        }
        (taken ? published : dropped).add(spans(parcels));
    }

    /** One message to the broker. */
    private interface Sending {
        void run() throws JMSException;
    }

    /** @return false when the application stops before the broker is back */
    private boolean sendUntilTaken(Sending sending, SpanTopic topic) {
        boolean away = false;
        while (true) {
            try {
                sending.run();
                if (away) {
                    LOG.log(System.Logger.Level.INFO, "The broker takes spans again");
                }
                return true;
            } catch (JMSException | RuntimeException e) {
                failures.increment();
                topic.close();
                if (!away) {
                    LOG.log(System.Logger.Level.WARNING, "The broker does not take spans; they wait in memory", e);
                }
                away = true;
            }
            pause(settings.retry().toNanos());
            if (stopping && System.nanoTime() >= deadline) {
                return false;
            }
        }
    }

    private void pause(long nanos) {
        if (nanos <= 0
                || (stopping && waiting() > 0 && nanos <= settings.pause().toNanos())) {
            return;
        }
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "Asked to stop: sends what waits without a pause");
        }
    }

    @Gauge(
            name = "ai_gateway_spans_published_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that the broker has taken.")
    public long published() {
        return published.sum();
    }

    @Gauge(
            name = "ai_gateway_spans_dropped_total",
            absolute = true,
            unit = MetricUnits.NONE,
            description = "Spans that were lost: the queue was full, or the application stopped.")
    public long dropped() {
        return dropped.sum();
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
            description = "Messages that the broker did not take at once.")
    public long failures() {
        return failures.sum();
    }
}
