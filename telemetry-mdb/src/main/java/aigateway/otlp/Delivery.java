package aigateway.otlp;

import aigateway.delivery.ExporterQueue;
import aigateway.delivery.ExporterQueue.Waiting;
import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.backend.Answer;
import aigateway.otlp.backend.Backend;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One exporter's progress through its queue, in order. What the backend has not taken stays with the broker; the
 * oldest is tried again, ever more slowly, for a day, and then put aside.
 */
final class Delivery implements Runnable {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final int REQUEST_BYTES = 1024 * 1024;
    private static final long IDLE_MILLIS = 1_000;
    private static final Duration RECONNECT = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofHours(24);

    private final String name;
    private final Exporter exporter;
    private final ConnectionFactory factory;
    private final Requests requests;
    private final Backend backend;
    private final DeliveryFigures figures;
    private final InstantSource clock;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean away;

    /** @param name of its queue and in its figures */
    Delivery(
            String name,
            Exporter exporter,
            ConnectionFactory factory,
            Requests requests,
            Backend backend,
            DeliveryFigures figures,
            InstantSource clock) {
        this.name = name;
        this.exporter = exporter;
        this.factory = factory;
        this.requests = requests;
        this.backend = backend;
        this.figures = figures;
        this.clock = clock;
    }

    Exporter exporter() {
        return exporter;
    }

    /** Ends at the next pause; what was not delivered is the broker's and comes again. */
    void stop() {
        stopped.countDown();
        backend.close();
    }

    @Override
    public void run() {
        boolean lost = false;
        while (!isStopped()) {
            try (ExporterQueue queue = ExporterQueue.toReceive(factory, name)) {
                lost = false;
                while (!isStopped()) {
                    List<Waiting> batch = queue.receive(REQUEST_BYTES, IDLE_MILLIS);
                    if (!batch.isEmpty() && deliver(queue, batch)) {
                        queue.commit();
                    }
                }
            } catch (JMSException | RuntimeException e) {
                if (!lost && !isStopped()) {
                    LOG.log(System.Logger.Level.WARNING, "Exporter " + name + " waits for the broker", e);
                }
                lost = true;
                pause(RECONNECT);
            }
        }
    }

    /** @return false when it was stopped before */
    private boolean deliver(ExporterQueue queue, List<Waiting> batch) throws JMSException {
        Message request;
        try {
            request = requests.request(batch.stream().map(Waiting::body).toList());
        } catch (InvalidProtocolBufferException e) {
            return refused(queue, batch, 0, "not OTLP: " + e.getMessage());
        }
        long spans = requests.count(request);
        if (spans == 0) {
            return true;
        }
        while (!isStopped()) {
            Answer answer = backend.post(request);
            if (answer instanceof Answer.Accepted accepted) {
                accepted(spans, accepted);
                return true;
            } else if (answer instanceof Answer.Refused refused) {
                return refused(queue, batch, spans, refused.reason());
            } else if (answer instanceof Answer.Later later && !isStopped()) {
                figures.of(name).failed(later.reason());
                if (clock.millis() - batch.get(0).sentMillis() > GIVE_UP.toMillis()) {
                    return refused(queue, batch, spans, later.reason());
                }
                waitFor(later);
            }
        }
        return false;
    }

    private void waitFor(Answer.Later later) {
        if (!away) {
            LOG.log(System.Logger.Level.WARNING, "Exporter {0} cannot deliver, spans wait: {1}", name, later.reason());
        }
        away = true;
        pause(backoff.next(later.after()));
    }

    private void accepted(long spans, Answer.Accepted answer) {
        if (away) {
            LOG.log(System.Logger.Level.INFO, "Exporter {0} delivers again", name);
        }
        away = false;
        backoff.reset();
        figures.of(name).delivered(spans, Math.min(spans, answer.rejected()), answer.message());
        if (answer.rejected() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The backend of exporter {0} rejected {1} spans: {2}",
                    name,
                    answer.rejected(),
                    answer.message());
        }
    }

    /** One message that is not wanted must not take others with it: each is tried alone before it is put aside. */
    private boolean refused(ExporterQueue queue, List<Waiting> batch, long spans, String reason) throws JMSException {
        if (batch.size() > 1) {
            for (Waiting message : batch) {
                if (!deliver(queue, List.of(message))) {
                    return false;
                }
            }
            return true;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Exporter {0} gives a message up, it is kept in {1}: {2}",
                name,
                ExporterQueue.DEAD_LETTERS,
                reason);
        queue.bury(name, reason, spans, batch.get(0).body());
        figures.of(name).gaveUp(reason);
        return true;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "Exporter {0} stops", name);
            }
        } catch (InterruptedException e) {
            stopped.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
