package aigateway.web.provider;

import aigateway.call.ErrorType;
import aigateway.manifest.type.RetryConfig;
import aigateway.routing.Target;
import aigateway.web.provider.http.UpstreamClient;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Fault Tolerance around the calls to targets: a guard of each target with its time limit and circuit breaker, and
 * around it one that tries again. They are programmatic because the servers' annotations hold a thread for as long as a
 * call is pending.
 *
 * <p>They are two because a caller may say how often to try: what is known of a target must not depend on that.
 */
@ApplicationScoped
public class Guards {

    private static final int MOST_KEPT = 10_000;

    private static final TypeLiteral<CompletionStage<Attempt>> PENDING = new TypeLiteral<>() {};

    private record Again(int attempts, int delay) {}

    private final ConcurrentHashMap<String, TypedGuard<CompletionStage<Attempt>>> ofTarget = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Again, TypedGuard<CompletionStage<Attempt>>> again = new ConcurrentHashMap<>();

    @Resource
    ManagedExecutorService executor;

    GuardParts parts;

    /** Nobody tries a target that was out of reach for so long. */
    Duration rest = Duration.ofSeconds(2);

    @PostConstruct
    void start() {
        parts = new GuardParts(executor);
    }

    /** Attempts at a target, at least one, until one is answered or not to be tried again. */
    CompletionStage<Attempt> call(Target target, Supplier<CompletionStage<Attempt>> attempt) {
        TypedGuard<CompletionStage<Attempt>> once = kept(ofTarget, target.id(), this::once);
        RetryConfig retry = target.retry();
        return retry.attempts() == 0
                ? once.get(attempt)
                : GuardParts.retried(
                        kept(again, new Again(retry.attempts(), retry.delay()), this::again), () -> once.get(attempt));
    }

    private static <K> TypedGuard<CompletionStage<Attempt>> kept(
            ConcurrentHashMap<K, TypedGuard<CompletionStage<Attempt>>> guards,
            K key,
            Function<K, TypedGuard<CompletionStage<Attempt>>> built) {
        if (guards.size() > MOST_KEPT) {
            // Configurations come and go; what is in use is built again.
            guards.clear();
        }
        return guards.computeIfAbsent(key, built);
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

    private TypedGuard<CompletionStage<Attempt>> once(String target) {
        return parts.guard(PENDING)
                .withDescription(target)
                .withTimeout()
                .duration(UpstreamClient.SILENCE.toMilliseconds(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(20)
                .failureRatio(0.75)
                .delay(rest.toMillis(), ChronoUnit.MILLIS)
                .when(Guards::isOutOfReach)
                .done()
                .build();
    }

    private TypedGuard<CompletionStage<Attempt>> again(Again again) {
        return parts.guard(PENDING)
                .withDescription("the same target")
                .withRetry()
                .maxRetries(again.attempts())
                // Without end: attempts are counted, and each has its limit, which is longer than what the library
                // would wait.
                .maxDuration(0, ChronoUnit.MILLIS)
                .retryOn(UpstreamFailure.RetryHere.class)
                .withCustomBackoff()
                .strategy(() -> failure -> delay(again.delay(), failure))
                .done()
                .done()
                .build();
    }

    /** The route's, half of it more or less: what failed together need not come back together. And as long as was asked for. */
    static long delay(int route, Throwable failure) {
        int more = ThreadLocalRandom.current().nextInt(route + 1);
        long pause = failure instanceof UpstreamFailure said ? said.pause().toMillis() : 0;
        return Math.max(route - route / 2 + more, pause == 0 ? 0 : pause + more);
    }

    /** An answer, even a refusal, is for the client to see; only what cannot be reached at all is spared. */
    private static boolean isOutOfReach(Throwable failure) {
        return failure instanceof UpstreamFailure upstream && upstream.type() == ErrorType.UPSTREAM_UNREACHABLE;
    }
}
