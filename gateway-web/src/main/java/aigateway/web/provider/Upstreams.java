package aigateway.web.provider;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.platform.HotPath;
import aigateway.routing.Health;
import aigateway.routing.NodeHealth;
import aigateway.routing.Router;
import aigateway.routing.Target;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ErrorBody;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamResponse;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Tries the targets of a plan until one answers. Each attempt runs inside its target's guard, which retries; a target
 * that has failed for good hands over to the next through the fallback guard. The type of the failure decides.
 */
@HotPath
public class Upstreams {

    /** A target has failed for good, and another is there to be tried. */
    private static final class HandOver extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Journey journey;

        HandOver(Journey journey) {
            super(null, null, false, false);
            this.journey = journey;
        }
    }

    @Inject
    LlmProviders providers;

    @Inject
    Guards guards;

    @Inject
    Router router;

    @Inject
    NodeHealth nodeHealth;

    private TypedGuard<CompletionStage<Attempt>> fallback;

    @PostConstruct
    void start() {
        nodeHealth.show(router.health());
        fallback = guards.handingOver(HandOver.class, handOver -> send(((HandOver) handOver).journey));
    }

    /**
     * @return the first answer that is one; fails with the {@link UpstreamFailure} of the last target
     */
    public CompletionStage<Attempt> send(Journey journey) {
        return fallback.get(() -> handOverOnFailure(journey));
    }

    private CompletionStage<Attempt> handOverOnFailure(Journey journey) {
        CompletableFuture<Attempt> result = new CompletableFuture<>();
        Target target = journey.current();
        whenComplete(guards.call(target, () -> attempt(journey, target)), result, (attempt, thrown) -> {
            if (thrown == null) {
                result.complete(attempt);
                return;
            }
            journey.forsake(thrown);
            UpstreamFailure failure = Failures.of(unwrap(thrown), target);
            boolean goesOn = journey.moveOn(failure, providers);
            result.completeExceptionally(goesOn ? new HandOver(journey) : Failures.ofAll(journey));
        });
        return result;
    }

    private CompletionStage<Attempt> attempt(Journey journey, Target target) {
        if (journey.isAbandoned()) {
            return CompletableFuture.failedFuture(new CancellationException("The client is gone"));
        }
        LlmProvider provider = providers.of(target);
        ModelSpan span = journey.startAttempt(provider);
        CompletableFuture<Attempt> result = new CompletableFuture<>();
        CompletableFuture<UpstreamResponse> asked =
                ask(provider, target, journey.request(), span).toCompletableFuture();
        CompletableFuture<Attempt> heard =
                asked.thenCompose(response -> heard(journey, target, provider, span, response));
        journey.await(heard, span);
        whenComplete(within(journey, heard), result, (attempt, thrown) -> {
            if (thrown == null) {
                span.answered(attempt.response().status());
                result.complete(attempt);
                return;
            }
            // Before anybody hears of it, and may try the next.
            UpstreamClient.free(asked, thrown);
            UpstreamFailure failure = failure(journey, unwrap(thrown), target);
            boolean impatient = unwrap(thrown) instanceof TimeoutException && journey.limit() != null;
            boolean ours = failure.type() == ErrorType.UNAVAILABLE;
            if (Health.isFailure(failure.effectiveStatus()) && !journey.isAbandoned() && !impatient && !ours) {
                router.health().failed(target, failure.pause());
            }
            span.failed(failure);
            result.completeExceptionally(failure);
        });
        return result;
    }

    /** Whoever waits hears also of what is thrown while that is seen to, or it would wait for ever. */
    private static void whenComplete(
            CompletionStage<Attempt> stage, CompletableFuture<Attempt> result, BiConsumer<Attempt, Throwable> then) {
        var unused = stage.whenComplete((attempt, thrown) -> {
            try {
                then.accept(attempt, thrown);
            } catch (RuntimeException | Error unforeseen) {
                result.completeExceptionally(unforeseen);
            }
        });
    }

    /** An answer is one when it has been understood, a stream when it has said something. */
    private static CompletionStage<Attempt> heard(
            Journey journey, Target target, LlmProvider provider, ModelSpan span, UpstreamResponse response) {
        boolean asIs = provider.takesAsIs(target, journey.request());
        String account = target.account().name();
        if (response instanceof UpstreamResponse.Streaming streaming) {
            AnswerStream reader = asIs
                    ? journey.client().streamAsIs(journey.request(), account)
                    : journey.client().stream(journey.request());
            OpeningStream stream = new OpeningStream(streaming.stream(), reader, target);
            UpstreamResponse opening = new UpstreamResponse.Streaming(streaming.status(), streaming.headers(), stream);
            return stream.opened().thenApply(begun -> new Attempt(target, opening, span, asIs, null, begun));
        }
        UpstreamResponse.Whole whole = (UpstreamResponse.Whole) response;
        if (whole.status() / 100 != 2) {
            return CompletableFuture.failedFuture(Failures.of(whole, target));
        }
        try {
            byte[] json = asIs ? journey.client().understood(whole.body()) : whole.body();
            ChatAnswer answer = journey.client().heard(journey.request(), json);
            byte[] said = asIs
                    ? journey.client().answerAsIs(whole.body(), journey.request(), account)
                    : journey.client().answer(json, journey.request());
            return CompletableFuture.completedFuture(
                    new Attempt(target, whole, span, asIs, new Attempt.Understood(json, answer, said), null));
        } catch (IOException noAnswer) {
            return CompletableFuture.failedFuture(Failures.ofSuccess(whole, target, noAnswer));
        } catch (UncheckedIOException noAnswer) {
            return CompletableFuture.failedFuture(Failures.ofSuccess(whole, target, new IOException(noAnswer)));
        }
    }

    /** A stream that broke after its first words had gone to the client: nothing can be tried again. */
    public static UpstreamFailure broken(Attempt attempt, String what) {
        return UpstreamFailure.broken(attempt.target(), KeyMaterial.removed(what, attempt.target()), null);
    }

    /** The same of one that said why, as an event. */
    public static UpstreamFailure broken(Attempt attempt, ErrorBody said) {
        return Failures.inMiddle(attempt.target(), said);
    }

    /** Takes out of a text what was sent to the attempt's target in confidence. */
    public static UnaryOperator<String> cleaning(Attempt attempt) {
        return text -> KeyMaterial.removed(text, attempt.target());
    }

    /** What cannot be said to the vendor at all is an attempt that failed, and its span says so. */
    private static CompletionStage<UpstreamResponse> ask(
            LlmProvider provider, Target target, ChatRequest request, ModelSpan span) {
        try {
            ChatRequest.Original original = request.original();
            GatewayException onlyAsIs = original == null ? null : original.onlyAsIs();
            if (onlyAsIs != null && !provider.takesAsIs(target, request)) {
                return CompletableFuture.failedFuture(onlyAsIs);
            }
            String onlyAt = original == null ? null : original.onlyAt();
            if (onlyAt != null && !onlyAt.equals(target.account().name())) {
                return CompletableFuture.failedFuture(GatewayException.badRequest(
                        "What this request refers to is kept by the account '" + onlyAt
                                + "': ask a model of that account.",
                        "model"));
            }
            if (request.operation() == Operation.EMBEDDING) {
                return provider.embed(target, request, span.context());
            }
            return request.operation().writes()
                    ? provider.chat(target, request, span.context())
                    : provider.serve(target, request, span.context());
        } catch (GatewayException unspeakable) {
            return CompletableFuture.failedFuture(unspeakable);
        }
    }

    /** The caller's own limit; where there is none, the guard's. */
    private static <T> CompletionStage<T> within(Journey journey, CompletionStage<T> answer) {
        Duration limit = journey.limit();
        return limit == null ? answer : answer.toCompletableFuture().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static UpstreamFailure failure(Journey journey, Throwable thrown, Target target) {
        return thrown instanceof TimeoutException && journey.limits().isFirstToken(journey.request().stream())
                ? Failures.ofFirstToken(target)
                : Failures.of(thrown, target);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
