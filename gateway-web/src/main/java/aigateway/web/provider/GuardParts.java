package aigateway.web.provider;

import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.faulttolerance.apiimpl.BasicCircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.apiimpl.BuilderEagerDependencies;
import io.smallrye.faulttolerance.apiimpl.BuilderLazyDependencies;
import io.smallrye.faulttolerance.apiimpl.TypedGuardImpl;
import io.smallrye.faulttolerance.core.event.loop.EventLoop;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import jakarta.enterprise.util.TypeLiteral;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What guards are put together from. The library's own parts would do, but for their timer: it wakes its thread for
 * every call, to look at a time limit that is minutes away. That was a twentieth of what a request cost.
 */
final class GuardParts implements BuilderLazyDependencies, BuilderEagerDependencies {

    private final BasicCircuitBreakerMaintenanceImpl breakers = new BasicCircuitBreakerMaintenanceImpl();
    private final ExecutorService executor;
    private final Timer timer;

    /** @param executor runs what a guard does later: an attempt after its delay, the end of one that took too long */
    GuardParts(ExecutorService executor) {
        this.executor = executor;
        this.timer = new DelayTimer(executor);
    }

    <T> TypedGuard.Builder<CompletionStage<T>> guard(TypeLiteral<CompletionStage<T>> guarded) {
        return new TypedGuardImpl.BuilderImpl<>(this, () -> this, guarded.getType());
    }

    /**
     * Has a guard call something, again where it says so. The library's loop of attempts loses an answer that one thread brings
     * while another is about to leave the loop: nobody would ever hear of it. So the threads come to it one at a time,
     * and so do those of later attempts, which the timer brings.
     *
     * @see <a href="https://github.com/smallrye/smallrye-fault-tolerance/pull/1320">Its mend</a>, in none of the releases up to
     *     6.11.2
     */
    static <T> CompletionStage<T> retried(TypedGuard<CompletionStage<T>> guard, Supplier<CompletionStage<T>> attempt) {
        OneAtATime turns = new OneAtATime();
        CompletableFuture<T> result = new CompletableFuture<>();
        surely(
                result,
                () -> turns.execute(() -> surely(result, () -> {
                    var unused = guard.get(() -> toldInTurn(attempt, turns))
                            .whenComplete((answer, failure) -> tell(result, answer, failure));
                })));
        return result;
    }

    private static <T> CompletionStage<T> toldInTurn(Supplier<CompletionStage<T>> attempt, Executor turns) {
        CompletableFuture<T> told = new CompletableFuture<>();
        var unused = begun(attempt)
                // Out of turn where there is no room for that, but told: nobody else would.
                .whenComplete(
                        (answer, failure) -> surely(told, () -> turns.execute(() -> tell(told, answer, failure))));
        return told;
    }

    private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error unbegun) {
            return CompletableFuture.failedFuture(unbegun);
        }
    }

    private static <T> void tell(CompletableFuture<T> waiting, T answer, @Nullable Throwable failure) {
        if (failure == null) {
            waiting.complete(answer);
        } else {
            waiting.completeExceptionally(failure);
        }
    }

    /** Whatever becomes of the step, whoever waits hears of it. */
    private static void surely(CompletableFuture<?> waiting, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error unforeseen) {
            waiting.completeExceptionally(unforeseen);
        }
    }

    @Override
    public BasicCircuitBreakerMaintenanceImpl cbMaintenance() {
        return breakers;
    }

    @Override
    public boolean ftEnabled() {
        return true;
    }

    @Override
    public ExecutorService asyncExecutor() {
        return executor;
    }

    @Override
    public EventLoop eventLoop() {
        return EventLoop.get();
    }

    @Override
    public Timer timer() {
        return timer;
    }

    @Override
    public MetricsProvider metricsProvider() {
        return UNMEASURED;
    }

    /** Attempts, failures and times are told by spans, and metrics are made of these. */
    private static final MetricsProvider UNMEASURED = new MetricsProvider() {
        @Override
        public boolean isEnabled() {
            return false;
        }

        @Override
        public MetricsRecorder create(MeteredOperation operation) {
            return MetricsRecorder.NOOP;
        }
    };

    /** The virtual machine's own delays: one thread for all, which sleeps until the first of them is over. */
    private record DelayTimer(Executor executor) implements Timer {

        @Override
        public TimerTask schedule(long millis, Runnable task) {
            return schedule(millis, task, executor);
        }

        @Override
        public TimerTask schedule(long millis, Runnable task, @Nullable Executor runner) {
            Executor runs = runner == null ? executor : runner;
            Runnable inTurn = OneAtATime.inTurn(task);
            CompletableFuture<Boolean> delay = new CompletableFuture<>();
            var unused = delay.completeOnTimeout(true, millis, TimeUnit.MILLISECONDS)
                    .thenAccept(isOver -> {
                        if (isOver) {
                            run(inTurn, runs);
                        }
                    });
            return new Scheduled(delay);
        }

        /** Nobody hears what is thrown here: a task that is not run is a request that is not answered. */
        private static void run(Runnable task, Executor runs) {
            try {
                runs.execute(task);
            } catch (RuntimeException | OutOfMemoryError noThread) {
                task.run();
            }
        }

        @Override
        public int getId() {
            return 0;
        }

        @Override
        public int countScheduledTasks() {
            return 0;
        }

        @Override
        public void shutdown() {}
    }

    /**
     * @param delay comes to true when it is over and to false when nobody waits for it. It is not cancelled: that would make
     *     three exceptions, with their stacks, of every request
     */
    private record Scheduled(CompletableFuture<Boolean> delay) implements TimerTask {

        @Override
        public boolean isDone() {
            return delay.isDone();
        }

        @Override
        public boolean cancel() {
            return delay.complete(false);
        }
    }
}
