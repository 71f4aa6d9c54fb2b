package aigateway.web.telemetry;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings what waits to the broker until it is told to end, on one thread, oldest first. What the broker does not take
 * is kept and offered again.
 */
final class Courier implements Runnable {

    private static final System.Logger LOG = System.getLogger(Courier.class.getName());
    private static final long IDLE_NANOS = 1_000_000_000L;
    /** So often one looks by oneself before whoever brings a trace has to wake one, which takes them time. */
    private static final int LOOKS = 50;
    /** The broker syncs its journal once for so many: beside a load that has all CPUs, waiting for it is what takes time. */
    private static final int MESSAGES_A_COMMIT = 8;

    private final PublisherSettings settings;
    private final WaitingTraces waiting;
    private final TraceEncoder encoder;
    private final SpanTopic topic;
    private final Counts counts;
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile long deadline;

    Courier(PublisherSettings settings, WaitingTraces waiting, TraceEncoder encoder, SpanTopic topic, Counts counts) {
        this.settings = settings;
        this.waiting = waiting;
        this.encoder = encoder;
        this.topic = topic;
        this.counts = counts;
    }

    /**
     * Ends when nothing waits, and after this time at the latest. Without an interruption, which would tear a commit and
     * have all of it sent twice.
     */
    void end(Duration most) {
        deadline = System.nanoTime() + most.toNanos();
        ending.countDown();
        waiting.takeAtOnce();
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    @Override
    public void run() {
        try (topic) {
            while (!isEnding() || (waiting.count() > 0 && !isLate())) {
                if (waiting.await(IDLE_NANOS)) {
                    gather();
                    deliver(waiting.take((long) MESSAGES_A_COMMIT * settings.messageBytes()));
                    look();
                }
            }
        }
    }

    private void look() {
        for (int i = 0; i < LOOKS && waiting.count() == 0 && !isEnding(); i++) {
            pause(settings.quiet());
        }
    }

    /** Until for a moment nothing came: those that are being answered have the CPUs first. */
    private void gather() {
        long until = System.nanoTime() + settings.most().toNanos();
        int seen = 0;
        while (waiting.count() != seen
                && waiting.bytes() < settings.messageBytes()
                && System.nanoTime() < until
                && !isEnding()) {
            seen = waiting.count();
            pause(settings.quiet());
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
        } catch (OutOfMemoryError e) {
            // Those that come later may find room; without this thread none would ever leave.
            counts.dropped().add(parcels.stream().mapToInt(Parcel::count).sum());
            LOG.log(System.Logger.Level.ERROR, "No memory to send spans with: they were dropped", e);
        } finally {
            waiting.forget(parcels);
        }
    }

    private static <T> List<T> only(Class<T> type, List<Parcel> parcels) {
        return parcels.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** A message on its way; it may be one of several to be committed. */
    private record Letter(byte[] request, boolean foreign) {}

    private void deliverSpans(List<CallTrace> traces, List<ForeignSpans> foreign) {
        List<Letter> letters = new ArrayList<>();
        long spans = written(traces, letters);
        ForeignSpans.together(foreign, settings.messageBytes())
                .forEach(request -> letters.add(new Letter(request, true)));
        spans += foreign.stream().mapToInt(Parcel::count).sum();
        boolean taken = true;
        // What an application sent at once may be many messages.
        for (int at = 0; at < letters.size() && taken; at += MESSAGES_A_COMMIT) {
            List<Letter> some = letters.subList(at, Math.min(at + MESSAGES_A_COMMIT, letters.size()));
            taken = sendUntilTaken(() -> {
                for (Letter letter : some) {
                    topic.send(letter.request, letter.foreign);
                }
                topic.commit();
            });
        }
        (taken ? counts.published() : counts.dropped()).add(spans);
    }

    /** @return spans that were written */
    private long written(List<CallTrace> traces, List<Letter> letters) {
        long spans = 0;
        List<CallTrace> together = new ArrayList<>();
        long bytes = 0;
        for (CallTrace trace : traces) {
            together.add(trace);
            bytes += trace.weight();
            if (bytes >= settings.messageBytes()) {
                spans += writtenTogether(together, letters);
                together.clear();
                bytes = 0;
            }
        }
        return spans + writtenTogether(together, letters);
    }

    private long writtenTogether(List<CallTrace> traces, List<Letter> letters) {
        if (traces.isEmpty()) {
            return 0;
        }
        int spans = traces.stream().mapToInt(Parcel::count).sum();
        try {
            letters.add(new Letter(encoder.encode(traces), false));
            return spans;
        } catch (RuntimeException e) {
            if (traces.size() > 1) {
                // One that cannot be told must not silence the others.
                return traces.stream()
                        .mapToLong(trace -> writtenTogether(List.of(trace), letters))
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
            leaveAlone();
            if (isEnding() && isLate()) {
                return false;
            }
        }
    }

    /** Until it is time to end. */
    private void pause(Duration time) {
        try {
            if (ending.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "Asked to stop: sends what waits without a pause");
            }
        } catch (InterruptedException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Only a server that stops interrupts; what waits is sent all the same",
                    e);
        }
    }

    /** A broker that is away is left alone for a while, also by who wants to end. */
    private void leaveAlone() {
        try {
            Thread.sleep(settings.retry().toMillis());
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "Only a server that stops interrupts; it is tried once more", e);
        }
    }
}
