package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.peer.SteadyApplication;
import aigateway.it.peer.ToldSpan;
import aigateway.it.server.MicroServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code kill -9} in the middle of the work, and a stop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

    /** Told and written within this time, or it may be lost: a second, and some for a machine that is busy. */
    private static final Duration WRITTEN = Duration.ofMillis(1_500);
    /** Calls without which nothing was tried; a slow machine loads longer. */
    private static final int ENOUGH = 100;

    private final Installation installation = new Installation(new MicroServer());
    private final Spending spending = new Spending(installation);

    @BeforeAll
    void start() {
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @Test
    void spendAndSpansOutliveTheProcess() throws InterruptedException {
        String mark = Installation.mark();
        URI traces = installation.server().baseUri().resolve("api/otel/v1/traces");
        try (SteadyApplication application =
                new SteadyApplication(traces, Installation.CHECKOUT, mark + "-application").start()) {
            spendAndSpansOutliveTheProcess(mark, application);
        }
    }

    private void spendAndSpansOutliveTheProcess(String mark, SteadyApplication application)
            throws InterruptedException {
        installation.otlp().answer(503, "1");
        BigDecimal before = spending.settled();
        AtomicLong end = new AtomicLong();
        Map<String, Long> answered = Load.until(
                installation,
                () -> {
                    end.set(System.nanoTime());
                    installation.server().kill();
                },
                mark,
                CrashIT::areEnough);
        long killed = end.get();
        long restarted = System.nanoTime();
        int asked = installation.upstream().received(mark).size();
        Set<String> safe = earlyEnough(answered, killed);
        installation.say(answered.size() + " calls answered before kill -9, " + safe.size() + " of them early enough");
        assertThat(safe).hasSizeGreaterThan(ENOUGH);

        installation.otlp().answer(200, null);
        int logBefore = installation.server().log().length();
        installation.server().start();
        installation.say("started again");

        BigDecimal spent = spending.now().subtract(before);
        assertThat(spent)
                .as("not lost")
                .isGreaterThanOrEqualTo(Spending.OF_FIVE_TOKENS.multiply(BigDecimal.valueOf(safe.size())));
        assertThat(spent)
                .as("not doubled")
                .isLessThanOrEqualTo(Spending.OF_FIVE_TOKENS.multiply(BigDecimal.valueOf(asked)));
        assertThat(missing(safe, answered, killed, ToldSpan::traceId))
                .as("traces that did not arrive, by the milliseconds from their answer to kill -9")
                .isEmpty();
        assertNothingTakenIsLost(application, mark, killed, restarted);
        assertThat(installation
                        .client()
                        .chat(Installation.CHECKOUT, "local/small", "x")
                        .statusCode())
                .as("the manifests are still there")
                .isEqualTo(200);
        assertThat(installation.server().log().substring(logBefore))
                .as("a clean start")
                .doesNotContain("SEVERE")
                .doesNotContain("Exception");
    }

    /** Whoever stops a container waits ten seconds, then kills. */
    @Test
    void aStopLosesNothingAndIsSoonOver() throws InterruptedException {
        String mark = Installation.mark();
        BigDecimal before = spending.settled();
        AtomicLong stopped = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        AtomicReference<HttpResponse<String>> running = new AtomicReference<>();
        Map<String, Long> answered = Load.until(
                installation,
                () -> {
                    Thread last = new Thread(() -> running.set(installation
                            .client()
                            .chat(Installation.CHECKOUT, "local/dear", mark + " @latency=2500 @out=5")));
                    last.start();
                    Wait.until("it is being answered", () -> installation.upstream().received(mark).stream()
                            .anyMatch(exchange -> exchange.text().contains("@latency")));
                    stopped.set(System.nanoTime());
                    installation.server().close();
                    ended.set(System.nanoTime());
                    join(last);
                },
                mark,
                CrashIT::areEnough);
        assertThat(running.get().statusCode())
                .as("what ran is brought to its end")
                .isEqualTo(200);
        answered.put(running.get().headers().firstValue("x-tfy-trace-id").orElseThrow(), stopped.get());
        int asked = installation.upstream().received(mark).size();
        Duration took = Duration.ofNanos(ended.get() - stopped.get());
        installation.say(answered.size() + " calls answered before a stop that took " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(10));

        installation.server().start();

        BigDecimal spent = spending.now().subtract(before);
        assertThat(spent)
                .as("not lost")
                .isGreaterThanOrEqualTo(Spending.OF_FIVE_TOKENS.multiply(BigDecimal.valueOf(answered.size())));
        assertThat(spent)
                .as("not doubled")
                .isLessThanOrEqualTo(Spending.OF_FIVE_TOKENS.multiply(BigDecimal.valueOf(asked)));
        assertThat(missing(new HashSet<>(answered.keySet()), answered, stopped.get(), ToldSpan::traceId))
                .as("traces that did not arrive, by the milliseconds from their answer to the stop")
                .isEmpty();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean areEnough(Map<String, Long> answered) {
        return earlyEnough(answered, System.nanoTime()).size() > ENOUGH;
    }

    private static Set<String> earlyEnough(Map<String, Long> answered, long before) {
        Set<String> result = new HashSet<>();
        answered.forEach((trace, at) -> {
            if (before - at > WRITTEN.toNanos()) {
                result.add(trace);
            }
        });
        return result;
    }

    /** What was taken shortly before the end was still in memory; all else is at the backend and in the store. */
    private void assertNothingTakenIsLost(SteadyApplication application, String mark, long killed, long restarted)
            throws InterruptedException {
        application.finish();
        Map<String, Long> taken = application.taken();
        Set<String> safe = earlyEnough(taken, killed);
        assertThat(safe).as("taken before kill -9").hasSizeGreaterThan(ENOUGH);
        Set<String> after = new HashSet<>(taken.keySet());
        after.removeIf(span -> taken.get(span) < restarted);
        assertThat(after).as("taken after the restart").hasSizeGreaterThan(ENOUGH);
        safe.addAll(after);

        assertThat(missing(safe, taken, killed, ToldSpan::spanId))
                .as("spans of an application that did not arrive, by the milliseconds from their answer to kill -9")
                .isEmpty();
        Wait.until("all of them are stored", Duration.ofSeconds(60), () -> stored(mark + "-application")
                .containsAll(safe));
        Set<String> lost = new HashSet<>(taken.keySet());
        installation.otlp().spans().forEach(span -> lost.remove(span.spanId()));
        installation.say(taken.size() + " spans of an application were taken, " + lost.size() + " of them lost, taken "
                + lost.stream()
                        .map(span -> (killed - taken.get(span)) / 1_000_000)
                        .sorted()
                        .toList()
                + " ms before kill -9");
    }

    private Set<String> stored(String application) {
        Set<String> spans = new HashSet<>();
        String page = "";
        do {
            JsonNode found = SpanQueryTests.query(
                    installation,
                    installation.admin(),
                    "{\"applicationNames\":[\"" + application + "\"],\"limit\":500"
                            + (page.isEmpty() ? "" : ",\"pageToken\":\"" + page + "\"") + "}");
            found.path("data").forEach(span -> spans.add(span.path("spanId").asText()));
            page = found.at("/pagination/nextPageToken").asText("");
        } while (!page.isEmpty());
        return spans;
    }

    private List<Long> missing(
            Set<String> expected, Map<String, Long> answered, long killed, Function<ToldSpan, String> id)
            throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Set<String> missing = new HashSet<>(expected);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
            installation.otlp().spans().forEach(span -> missing.remove(id.apply(span)));
        }
        return missing.stream()
                .map(trace -> (killed - answered.get(trace)) / 1_000_000)
                .sorted()
                .toList();
    }
}
