package aigateway.otlp.metrics;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.otlp.backend.Answer;
import aigateway.otlp.backend.Backend;
import aigateway.telemetry.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells one backend what there is, again and again. What it did not take needs no queue: the next time says it, too, since
 * a difference is taken from what it has.
 */
final class MetricsPush implements Runnable {

    private static final System.Logger LOG = System.getLogger(MetricsPush.class.getName());

    private final Exporter exporter;
    private final Backend backend;
    private final SpanMetrics metrics;
    private final Map<String, String> resource;
    private final boolean delta;
    private final Duration interval;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Map<Series, Tally> taken = Map.of();
    private Instant since;
    private boolean away;

    MetricsPush(
            Exporter exporter,
            Backend backend,
            SpanMetrics metrics,
            Map<String, String> process,
            boolean delta,
            Duration interval,
            InstantSource clock) {
        this.exporter = exporter;
        this.backend = backend;
        this.metrics = metrics;
        this.resource = new LinkedHashMap<>(process);
        resource.putAll(exporter.additionalResourceAttributes());
        this.delta = delta;
        this.interval = interval;
        this.clock = clock;
        this.since = clock.instant();
    }

    Exporter exporter() {
        return exporter;
    }

    void stop() {
        stopped.countDown();
        backend.close();
    }

    @Override
    public void run() {
        try {
            while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    push();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "Metrics could not be sent to " + exporter.name(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says nothing when there is nothing to say. */
    void push() {
        Map<Series, Tally> now = metrics.read();
        Instant until = clock.instant();
        Map<Series, Tally> told = delta ? since(now) : now;
        if (told.isEmpty()) {
            return;
        }
        MetricsMessage message = new MetricsMessage(delta, since, until);
        told.forEach(message::add);
        Answer answer = backend.post(message.request(resource, Version.OF_THE_GATEWAY));
        if (answer instanceof Answer.Accepted accepted) {
            if (delta) {
                taken = now;
                since = until;
            }
            say(accepted);
        } else if (!away) {
            away = true;
            LOG.log(System.Logger.Level.WARNING, "Metrics wait for {0}: {1}", exporter.name(), reason(answer));
        }
    }

    private static String reason(Answer answer) {
        if (answer instanceof Answer.Later later) {
            return later.reason();
        }
        return answer instanceof Answer.Refused refused ? refused.reason() : "";
    }

    private Map<Series, Tally> since(Map<Series, Tally> now) {
        Map<Series, Tally> news = new HashMap<>();
        now.forEach((series, tally) -> {
            Tally before = taken.get(series);
            Tally rest = before == null ? tally : tally.minus(before);
            if (rest.count() > 0) {
                news.put(series, rest);
            }
        });
        return news;
    }

    private void say(Answer.Accepted accepted) {
        if (away) {
            LOG.log(System.Logger.Level.INFO, "Metrics go to {0} again", exporter.name());
        }
        away = false;
        if (accepted.rejected() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} rejected {1} points: {2}",
                    exporter.name(),
                    accepted.rejected(),
                    accepted.message());
        }
    }
}
