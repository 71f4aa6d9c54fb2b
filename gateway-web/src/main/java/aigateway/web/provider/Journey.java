package aigateway.web.provider;

import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.openai.ChatRequest;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request's way from target to target, and what became of it on the way. Used by one thread after another. */
public final class Journey {

    /** What a target that failed said last. */
    record Stop(Target target, UpstreamFailure failure) {}

    /** The attempt that was being waited for when the client left. */
    public record Left(Target target, ModelSpan span) {}

    private record Awaited(CompletableFuture<?> answer, Left attempt) {}

    private final Plan plan;
    private final ChatRequest request;
    private final ClientDialect client;
    private final TimeLimits limits;
    private final CallSpan root;
    private final RequestContext context;
    private final String tenant;
    private final List<Stop> stops = new ArrayList<>(1);

    private int nextTarget = 1;
    private int nextFallback;
    private Target current;
    private CallSpan parent;
    private @Nullable CallSpan fallbackSpan;
    private @Nullable String fallbackRule;
    /** Replaced, not changed: whoever sets headers early reads it from another thread. */
    private volatile List<String> appliedFallbacks = List.of();

    private volatile boolean abandoned;
    private volatile @Nullable Left leftAt;
    private volatile @Nullable Awaited awaited;

    public Journey(
            Plan plan,
            ChatRequest request,
            ClientDialect client,
            TimeLimits limits,
            CallSpan root,
            RequestContext context,
            String tenant) {
        this.plan = plan;
        this.request = request;
        this.client = client;
        this.limits = limits;
        this.root = root;
        this.context = context;
        this.tenant = tenant;
        this.current = plan.targets().get(0);
        this.parent = root;
    }

    Target current() {
        return current;
    }

    ChatRequest request() {
        return request;
    }

    ClientDialect client() {
        return client;
    }

    TimeLimits limits() {
        return limits;
    }

    ModelSpan startAttempt(LlmProvider provider) {
        return ModelSpan.start(parent, context, tenant, current, request, provider.server(current, request));
    }

    /** Moves on to the next target that may be tried after this failure; false when there is none. */
    boolean moveOn(UpstreamFailure failure, LlmProviders providers) {
        stops.add(new Stop(current, failure));
        endFallbackSpan();
        if (abandoned || failure.isFinal()) {
            return false;
        }
        String ruleId = plan.ruleId();
        if (fallbackRule == null && nextTarget < plan.targets().size() && failure.leadsOn(current)) {
            current = plan.targets().get(nextTarget++);
        } else {
            Plan.Fallback fallback = nextFallback(failure);
            if (fallback == null) {
                return false;
            }
            current = fallback.target();
            ruleId = fallback.ruleId();
            fallbackRule = ruleId;
            apply(ruleId);
        }
        fallbackSpan = FallbackSpan.start(root, plan.requestedModel(), current, ruleId, request, providers);
        parent = fallbackSpan;
        return true;
    }

    private void apply(String fallback) {
        if (!appliedFallbacks.contains(fallback)) {
            List<String> more = new ArrayList<>(appliedFallbacks);
            more.add(fallback);
            appliedFallbacks = List.copyOf(more);
        }
    }

    /** A rule's statuses are about what led to it; from one of its models to the next leads what leads on anywhere. */
    private Plan.@Nullable Fallback nextFallback(UpstreamFailure failure) {
        while (nextFallback < plan.fallbacks().size()) {
            Plan.Fallback candidate = plan.fallbacks().get(nextFallback++);
            boolean on = failure.leadsOn(current);
            boolean begun = candidate.ruleId().equals(fallbackRule);
            if (!isTried(candidate.target()) && candidate.isFor(failure.effectiveStatus(), on, begun)) {
                return candidate;
            }
        }
        return null;
    }

    /** Asked for something else, a model may well answer. */
    private boolean isTried(Target target) {
        return stops.stream()
                .map(Stop::target)
                .anyMatch(tried ->
                        tried.id().equals(target.id()) && tried.overrides().equals(target.overrides()));
    }

    /** Ends the span under which the last target was tried. */
    public void endFallbackSpan() {
        CallSpan open = fallbackSpan;
        if (open != null) {
            open.end();
            fallbackSpan = null;
        }
    }

    /** What is waited for is given up when the client goes. Written before it is asked whether it has gone, and read after. */
    void await(CompletableFuture<?> answer, ModelSpan span) {
        Awaited attempt = new Awaited(answer, new Left(current, span));
        awaited = attempt;
        if (abandoned) {
            giveUp(attempt);
        }
    }

    /** The guard waits no longer: an attempt that is still under way would be answered, and paid for, for nobody. */
    void forsake(Throwable reason) {
        Awaited attempt = awaited;
        if (attempt != null) {
            attempt.answer().completeExceptionally(reason);
        }
    }

    /** The client is gone: nothing more is tried, and nothing is waited for. */
    public void abandon() {
        abandoned = true;
        Awaited attempt = awaited;
        if (attempt != null) {
            giveUp(attempt);
        }
    }

    private void giveUp(Awaited attempt) {
        if (attempt.answer().isDone()) {
            return;
        }
        // Before it is: who hears of it asks.
        leftAt = attempt.attempt();
        if (!attempt.answer().completeExceptionally(new CancellationException("The client is gone"))) {
            leftAt = null;
        }
    }

    /** What the caller lets an attempt take, which says nothing of the target; null: as long as the gateway waits itself. */
    @Nullable
    Duration limit() {
        return limits.of(request.stream());
    }

    /** Null: none was waited for. */
    public @Nullable Left leftAt() {
        return leftAt;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    List<Stop> stops() {
        return stops;
    }

    /** The last target that was tried and failed; null: none did. */
    public @Nullable Target lastFailed() {
        return stops.isEmpty() ? null : stops.get(stops.size() - 1).target();
    }

    /** Ids of the fallback rules that were used. */
    public List<String> appliedFallbacks() {
        return appliedFallbacks;
    }
}
