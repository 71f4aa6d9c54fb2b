package aigateway.web.telemetry;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings what waits to the broker until it is told to end, on one thread, oldest first. What the broker does not take
 * is kept and offered again.
 */
final class Courier implements Runnable {

    private static final System.Logger LOG = System.getLogger(Courier.class.getName());
    private static final long IDLE_NANOS = 1_000_000_000L;
    /** The broker syncs its journal once for so many: beside a load that has all CPUs, waiting for it is what takes time. */
    private static final int MESSAGES_A_COMMIT = 8;

    private final PublisherSettings settings;
    private final WaitingTraces waiting;
    private final TraceEncoder encoder;
    private final SpanTopic topic;
    private final Counts counts;
    private volatile boolean ending;
    private volatile long deadline;

    Courier(PublisherSettings settings, WaitingTraces waiting, TraceEncoder encoder, SpanTopic topic, Counts counts) {
        this.settings = settings;
        this.waiting = waiting;
        this.encoder = encoder;
        this.topic = topic;
        this.counts = counts;
    }

    /** Ends when nothing waits, and after this time at the latest. */
    void end(Duration most) {
        deadline = System.nanoTime() + most.toNanos();
        ending = true;
    }

    @Override
    public void run() {
        try (topic) {
            while (!ending || (waiting.count() > 0 && !isLate())) {
                List<Parcel> parcels =
                        waiting.take((long) MESSAGES_A_COMMIT * settings.messageBytes(), ending ? 0 : IDLE_NANOS);
                if (!parcels.isEmpty()) {
                    long began = System.nanoTime();
                    deliver(parcels);
                    if (waiting.bytes() < settings.messageBytes()) {
                        pause(settings.pause().toNanos() - (System.nanoTime() - began));
                    }
                }
            }
        }
    }

    private boolean isLate() {
        return System.nanoTime() >= deadline;
    }

    private void deliver(List<Parcel> parcels) {
        try {
            deliverSpans(only(CallTrace.class, parcels), only(ForeignSpans.class, parcels));
            for (ForeignMetrics metrics : only(ForeignMetrics.class, parcels)) {
                metrics.queues().forEach(queue -> sendUntilTaken(() -> topic.sendTo(queue, metrics.message())));
            }
        } finally {
            waiting.forget(parcels);
        }
    }

    private static <T> List<T> only(Class<T> type, List<Parcel> parcels) {
        return parcels.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void deliverSpans(List<CallTrace> traces, List<ForeignSpans> foreign) {
        List<byte[]> own = new ArrayList<>();
        long spans = written(traces, own);
        List<byte[]> theirs = ForeignSpans.together(foreign, settings.messageBytes());
        spans += foreign.stream().mapToInt(Parcel::count).sum();
        if (own.isEmpty() && theirs.isEmpty()) {
            return;
        }
        boolean taken = sendUntilTaken(() -> {
            for (byte[] message : own) {
                topic.send(message, false);
            }
            for (byte[] message : theirs) {
                topic.send(message, true);
            }
            topic.commit();
        });
        (taken ? counts.published() : counts.dropped()).add(spans);
    }

    /** @return spans that were written into messages */
    private long written(List<CallTrace> traces, List<byte[]> messages) {
        long spans = 0;
        List<CallTrace> together = new ArrayList<>();
        long bytes = 0;
        for (CallTrace trace : traces) {
            together.add(trace);
            bytes += trace.weight();
            if (bytes >= settings.messageBytes()) {
                spans += writtenTogether(together, messages);
                together.clear();
                bytes = 0;
            }
        }
        return spans + writtenTogether(together, messages);
    }

    private long writtenTogether(List<CallTrace> traces, List<byte[]> messages) {
        if (traces.isEmpty()) {
            return 0;
        }
        int spans = traces.stream().mapToInt(Parcel::count).sum();
        try {
            messages.add(encoder.encode(traces));
            return spans;
        } catch (RuntimeException e) {
            if (traces.size() > 1) {
                // One that cannot be told must not silence the others.
                return traces.stream()
                        .mapToLong(trace -> writtenTogether(List.of(trace), messages))
                        .sum();
            }
            counts.dropped().add(spans);
            LOG.log(System.Logger.Level.ERROR, "A trace that cannot be encoded was dropped", e);
            return 0;
        }
    }

    private interface Sending {
        void run() throws JMSException;
    }

    /** @return false when it is time to end before the broker is back */
    private boolean sendUntilTaken(Sending sending) {
        boolean away = false;
        while (true) {
            try {
                sending.run();
                if (away) {
                    LOG.log(System.Logger.Level.INFO, "The broker takes spans again");
                }
                return true;
            } catch (JMSException | RuntimeException e) {
                counts.failures().increment();
                topic.close();
                if (!away) {
                    LOG.log(System.Logger.Level.WARNING, "The broker does not take spans; they wait in memory", e);
                }
                away = true;
            }
            pause(settings.retry().toNanos());
            if (ending && isLate()) {
                return false;
            }
        }
    }

    private void pause(long nanos) {
        if (nanos <= 0
                || (ending && waiting.count() > 0 && nanos <= settings.pause().toNanos())) {
            return;
        }
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "Asked to stop: sends what waits without a pause");
        }
    }
}
