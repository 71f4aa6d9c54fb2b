package aigateway.web.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library's guards on our delays. */
class GuardPartsTest {

    private static final TypeLiteral<CompletionStage<String>> PENDING = new TypeLiteral<>() {};

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "later"));
    private final GuardParts parts = new GuardParts(executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static TypedGuard<CompletionStage<String>> retrying(GuardParts parts, int times, long delayMillis) {
        return parts.guard(PENDING)
                .withRetry()
                .maxRetries(times)
                .delay(delayMillis, ChronoUnit.MILLIS)
                .jitter(0, ChronoUnit.MILLIS)
                .done()
                .build();
    }

    @Test
    void whatNeverEndsIsGivenUpInTime() {
        TypedGuard<CompletionStage<String>> guard = parts.guard(PENDING)
                .withTimeout()
                .duration(50, ChronoUnit.MILLIS)
                .done()
                .build();

        CompletableFuture<String> never = guard.get(CompletableFuture::new).toCompletableFuture();

        assertThatThrownBy(() -> never.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anotherAttemptComesAfterItsDelayAndOnTheExecutor() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        TypedGuard<CompletionStage<String>> guard = retrying(parts, 2, 100);
        long began = System.nanoTime();

        String thread = guard.get(() -> attempts.incrementAndGet() < 3
                        ? CompletableFuture.failedFuture(new IllegalStateException("not yet"))
                        : CompletableFuture.completedFuture(
                                Thread.currentThread().getName()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(thread).isEqualTo("later");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    /** As servers' pools do whose threads are all at work. */
    @Test
    void anotherAttemptComesThoughTheExecutorTakesNone() throws Exception {
        executor.shutdown();
        assertAnotherAttemptComes(parts);
    }

    @Test
    void anotherAttemptComesThoughThereIsNoThreadForIt() throws Exception {
        ExecutorService threadless =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        assertAnotherAttemptComes(new GuardParts(threadless));
    }

    private static void assertAnotherAttemptComes(GuardParts parts) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        TypedGuard<CompletionStage<String>> guard = retrying(parts, 1, 20);

        String answer = guard.get(() -> attempts.incrementAndGet() < 2
                        ? CompletableFuture.failedFuture(new IllegalStateException("not yet"))
                        : CompletableFuture.completedFuture("answered"))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo("answered");
    }

    /** The library's loop, from its last look for an answer until it says that it has left. */
    @Test
    void noAnswerIsBroughtToAGuardThatAnotherThreadIsStillIn() throws Exception {
        CompletableFuture<String> attempt = new CompletableFuture<>();
        AtomicBoolean isInside = new AtomicBoolean();
        List<String> told = new ArrayList<>();
        CompletableFuture<String> answer = GuardParts.retried(
                        guard(asked -> {
                            isInside.set(true);
                            CompletionStage<String> stage =
                                    asked.get().whenComplete((said, failure) -> told.add(isInside.get() + " " + said));
                            completeElsewhere(attempt);
                            isInside.set(false);
                            return stage;
                        }),
                        () -> attempt)
                .toCompletableFuture();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("answered");
        assertThat(told).containsExactly("false answered");
    }

    private static void completeElsewhere(CompletableFuture<String> attempt) {
        CompletableFuture.runAsync(() -> attempt.complete("answered")).join();
    }

    @SuppressWarnings("unchecked")
    private static TypedGuard<CompletionStage<String>> guard(
            Function<Supplier<CompletionStage<String>>, CompletionStage<String>> get) {
        return (TypedGuard<CompletionStage<String>>) Proxy.newProxyInstance(
                GuardPartsTest.class.getClassLoader(),
                new Class<?>[] {TypedGuard.class},
                (self, method, arguments) -> get.apply((Supplier<CompletionStage<String>>) arguments[0]));
    }

    /** Where an attempt ends at once, the loop goes on to the next on its thread. */
    @Test
    void attemptsThatTheTimerBringsBeginInTheirCallsTurn() throws Exception {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<String> answer = GuardParts.retried(retrying(parts, 2, 5), () -> {
                    List<String> afterwards = new ArrayList<>();
                    OneAtATime.inTurn(() -> afterwards.add("at once")).run();
                    begun.add(afterwards.isEmpty() ? "in turn" : "out of turn");
                    return begun.size() < 3
                            ? CompletableFuture.failedFuture(new IllegalStateException("not yet"))
                            : CompletableFuture.completedFuture("answered");
                })
                .toCompletableFuture();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("answered");
        assertThat(begun).containsExactly("in turn", "in turn", "in turn");
    }

    @Test
    void whatIsCancelledIsNotRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        TimerTask cancelled = parts.timer().schedule(3_000, runs::incrementAndGet);

        assertThat(cancelled.cancel()).isTrue();
        CompletableFuture<Void> later = new CompletableFuture<>();
        TimerTask run = parts.timer().schedule(3_300, () -> later.complete(null));
        later.get(30, TimeUnit.SECONDS);

        assertThat(runs).hasValue(0);
        assertThat(cancelled.isDone()).isTrue();
        assertThat(run.cancel()).isFalse();
    }
}
