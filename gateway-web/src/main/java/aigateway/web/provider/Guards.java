package aigateway.web.provider;

import aigateway.call.ErrorType;
import aigateway.manifest.RetryConfig;
import aigateway.routing.Target;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A Fault Tolerance guard for each target: time limit, retries and circuit breaker, built from its manifest. They are
 * programmatic because the servers' annotations hold a thread for as long as a call is pending.
 */
@ApplicationScoped
public class Guards {

    private static final int MOST_KEPT = 10_000;

    private static final TypeLiteral<CompletionStage<Attempt>> PENDING = new TypeLiteral<>() {};

    private record Key(String target, RetryConfig retry, Set<Integer> statuses) {}

    private final ConcurrentHashMap<Key, TypedGuard<CompletionStage<Attempt>>> guards = new ConcurrentHashMap<>();

    @Resource
    ManagedExecutorService executor;

    GuardParts parts;

    @PostConstruct
    void start() {
        parts = new GuardParts(executor);
    }

    TypedGuard<CompletionStage<Attempt>> of(Target target) {
        if (guards.size() > MOST_KEPT) {
            // Configurations come and go; what is in use is built again.
            guards.clear();
        }
        return guards.computeIfAbsent(
                new Key(target.id(), target.retry(), target.retryStatuses()), key -> build(target));
    }

    /** @param next what to do when a target has handed over */
    TypedGuard<CompletionStage<Attempt>> handingOver(
            Class<? extends Throwable> over, Function<Throwable, CompletionStage<Attempt>> next) {
        return parts.guard(PENDING)
                .withDescription("next target")
                .withFallback()
                .handler(next)
                .applyOn(over)
                .done()
                .build();
    }

    private TypedGuard<CompletionStage<Attempt>> build(Target target) {
        TypedGuard.Builder<CompletionStage<Attempt>> guard = parts.guard(PENDING)
                .withDescription(target.id())
                .withTimeout()
                .duration(UpstreamClient.SILENCE.toMilliseconds(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(20)
                .failureRatio(0.75)
                .delay(2, ChronoUnit.SECONDS)
                .when(Guards::isOutOfReach)
                .done();
        if (target.retry().attempts() > 0) {
            guard = guard.withRetry()
                    .maxRetries(target.retry().attempts())
                    .delay(target.retry().delay(), ChronoUnit.MILLIS)
                    .jitter(target.retry().delay() / 2, ChronoUnit.MILLIS)
                    .retryOn(UpstreamFailure.RetryHere.class)
                    .done();
        }
        return guard.build();
    }

    /** An answer, even a refusal, is for the client to see; only what cannot be reached at all is spared. */
    private static boolean isOutOfReach(Throwable failure) {
        return failure instanceof UpstreamFailure upstream && upstream.type() == ErrorType.UPSTREAM_UNREACHABLE;
    }
}
