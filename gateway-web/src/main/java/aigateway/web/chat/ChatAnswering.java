package aigateway.web.chat;

import aigateway.admission.Permit;
import aigateway.call.ErrorType;
import aigateway.call.Operation;
import aigateway.call.Usage;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Health;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.call.Failure;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.OutputSize;
import aigateway.web.presence.Departures;
import aigateway.web.presence.Waiter;
import aigateway.web.provider.Attempt;
import aigateway.web.provider.Journey;
import aigateway.web.provider.ModelSpan;
import aigateway.web.provider.RateHeaders;
import aigateway.web.provider.UpstreamFailure;
import aigateway.web.provider.Upstreams;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.response.ResponseStream;
import aigateway.web.telemetry.Content;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The second half of a chat completion's life: what the upstreams said goes to the client, is paid for and told. */
final class ChatAnswering {

    /** Says of an answer that its usage was counted here, because the vendor did not tell. */
    private static final String ESTIMATED_HEADER = "x-tfy-usage";

    /** For a client that has closed only its own half of the connection. */
    static final Failure LEFT = Failure.of(ErrorType.CLIENT_CLOSED, "The client closed the request.");

    private static final System.Logger LOG = System.getLogger(ChatAnswering.class.getName());

    private final ChatCall call;
    private final Plan plan;
    private final Journey journey;
    private final Permit permit;
    private final ChatSpan span;
    private final ResponseStream out;
    private final Health health;
    private final Bill bill;
    private final KeepAlive keepAlive;
    private final Departures departures;
    private @Nullable SilentStart silence;
    private @Nullable Waiter waiter;

    ChatAnswering(
            ChatCall call,
            Plan plan,
            Journey journey,
            Permit permit,
            ChatSpan span,
            ResponseStream out,
            Health health,
            PriceCatalogue prices,
            InstantSource clock,
            KeepAlive keepAlive,
            Departures departures) {
        this.call = call;
        this.plan = plan;
        this.journey = journey;
        this.permit = permit;
        this.span = span;
        this.out = out;
        this.health = health;
        this.bill = new Bill(call, permit, prices, clock);
        this.keepAlive = keepAlive;
        this.departures = departures;
    }

    /**
     * To be called before anything is sent: a client that waits for a stream is told now and then that it still may, and
     * for one that leaves nothing is waited for. What is being stored with a vendor is brought to its end, since it has to
     * be known whose it is.
     */
    void begin() {
        if (!Told.isStored(call.request().operation())) {
            long now = System.nanoTime();
            waiter = departures.watch(call.connection(), () -> now, journey::abandon);
        }
        if (isStream()) {
            SilentStart start = new SilentStart(
                    out,
                    call.client().dialect().signOfLife(),
                    () -> {
                        ChatRelay.head(out.response(), 200, ChatRelay.EVENTS);
                        headers(null, Map.of());
                    },
                    journey::abandon);
            silence = start;
            keepAlive.add(start);
        }
    }

    /** Whether the client waits for events, and would take anything else for nothing. */
    private boolean isStream() {
        return call.request().stream() && call.request().operation().writes();
    }

    /**
     * Ends what {@link #begin} began; once is enough.
     *
     * @return whether the head of the answer has gone to the client
     */
    boolean end() {
        Waiter waiting = waiter;
        if (waiting != null) {
            waiting.end();
        }
        SilentStart start = silence;
        if (start == null) {
            return false;
        }
        keepAlive.remove(start);
        return start.end();
    }

    /** Whatever happens, the client is answered, and what was reserved is settled: nobody looks at what is thrown here. */
    void answer(@Nullable Attempt attempt, @Nullable Throwable thrown) {
        try {
            boolean opened = end();
            if (attempt == null) {
                fail(failure(thrown), opened);
            } else if (attempt.response() instanceof UpstreamResponse.Whole whole) {
                answerWhole(attempt, whole, opened);
            } else if (attempt.response() instanceof UpstreamResponse.Streaming streaming) {
                new ChatRelay(this, attempt, streaming, call, out, keepAlive, departures).start(opened);
            }
        } catch (RuntimeException | Error unforeseen) {
            Undelivered.end(unforeseen, call, attempt, this::settleNothing, span, out);
        }
    }

    private static Throwable failure(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown == null ? new IllegalStateException("neither an answer nor a failure") : thrown;
    }

    private void fail(Throwable thrown, boolean opened) {
        Journey.Left left = journey.leftAt();
        if (left != null) {
            leave(left);
        } else {
            // An attempt that failed without usage costs nothing; the request itself has been made.
            settleNothing();
        }
        if (!(thrown instanceof UpstreamFailure failure)) {
            throw new IllegalStateException(thrown);
        }
        int status = failure.effectiveStatus();
        if (left == null && failure.type() == ErrorType.CLIENT_CLOSED) {
            span.left();
        } else if (left == null) {
            Target last = journey.lastFailed();
            if (last != null) {
                span.asked(last);
            }
            span.failed(status, failure.type().type(), failure.getMessage());
        }
        if (failure.type() == ErrorType.INTERNAL) {
            LOG.log(System.Logger.Level.ERROR, failure.getMessage(), failure.getCause());
        }
        if (opened) {
            WholeAnswer.sendEvents(out, event(failure));
            return;
        }
        headers(null, failure.rates());
        WholeAnswer.refuse(out, call.client().dialect(), failure);
    }

    /** Nothing had come when the client left: the vendor has the prompt, and no more is known of what it did with it. */
    private void leave(Journey.Left attempt) {
        Usage usage = Usage.estimate(call.request().inputTokens(), 0);
        BigDecimal cost = bill.payUncharged(attempt.target(), usage);
        attempt.span().left(usage, cost);
        span.left(attempt.target(), usage, cost);
    }

    private void answerWhole(Attempt attempt, UpstreamResponse.Whole whole, boolean opened) {
        Attempt.Understood heard = Objects.requireNonNull(attempt.understood(), "a whole answer has been understood");
        ChatAnswer answer = heard.answer();
        byte[] understood = heard.json();
        Usage usage = usage(answer, understood);
        double modelMillis = attempt.span().elapsedMillis();
        Content told = Told.of(call.request().operation(), understood);
        if (call.request().operation().writes() && usage.outputTokens() > 0) {
            health.answered(attempt.target(), modelMillis / usage.outputTokens(), Double.NaN);
        }
        finish(attempt, answer, usage, told, null, null);
        if (!opened) {
            headers(attempt);
            if (usage.estimated()) {
                out.response().setHeader(ESTIMATED_HEADER, "estimated");
            }
        }
        if (isStream()) {
            byte[] events = AtOnce.said(call.client().stream(call.request()), understood);
            span.end();
            WholeAnswer.stream(out, events);
            return;
        }
        out.response().setHeader("server-timing", call.timing().header(span.limitsMillis(), modelMillis));
        span.end();
        Operation asked = call.request().operation();
        WholeAnswer.send(out, Told.status(asked, whole), Told.contentType(asked, whole), heard.said());
    }

    /** What the vendor told, and where it did not, an estimate. */
    private Usage usage(ChatAnswer answer, byte[] understood) {
        Usage told = answer.usage() == null ? Usage.UNTOLD : answer.usage();
        Usage known = told.orInput(call.request().inputTokens());
        return known.outputUntold() && call.request().operation().writes()
                ? known.orOutput(OutputSize.tokens(understood))
                : known;
    }

    /** Says in the client's dialect what failed, in a stream of which nothing is known but that its head has gone. */
    byte[] event(UpstreamFailure failure) {
        return call.client().stream(call.request()).failed(failure.told());
    }

    UpstreamFailure broken(Attempt attempt, String message) {
        return Upstreams.broken(attempt, message);
    }

    /**
     * Pays for the answer and tells of it; the root span is left open for the client's end of it.
     *
     * @param firstTokenMillis since this attempt began
     */
    void finish(
            Attempt attempt,
            ChatAnswer answer,
            Usage usage,
            Content output,
            @Nullable Double firstTokenMillis,
            @Nullable UpstreamFailure failure) {
        Target target = attempt.target();
        BigDecimal cost = bill.pay(target, usage);
        ModelSpan model = attempt.span();
        // The client had waited for attempts before this one, too.
        Double waitedMillis = firstTokenMillis == null
                ? null
                : (Double) (firstTokenMillis + span.root().elapsedMillis() - model.elapsedMillis());
        model.end(answer, usage, cost, output, firstTokenMillis, failure);
        journey.endFallbackSpan();
        span.answered(target, answer, usage, cost, output, waitedMillis);
        if (failure != null) {
            span.root().fail(failure.type().type(), failure.getMessage());
        }
    }

    /** Nothing is known of what it used; what was settled before stands. */
    void settleNothing() {
        bill.payNothing();
    }

    Health health() {
        return health;
    }

    ChatSpan span() {
        return span;
    }

    Journey journey() {
        return journey;
    }

    /** Sets what the answer says beside its body. */
    void headers(Attempt attempt) {
        headers(attempt, RateHeaders.in(attempt.response().headers(), attempt.target()));
    }

    private void headers(@Nullable Attempt attempt, Map<String, String> vendorsRates) {
        ResponseHeaders.set(
                out.response(),
                span.root(),
                plan,
                journey.appliedFallbacks(),
                permit.rules(),
                vendorsRates,
                attempt == null ? null : attempt.target());
        if (attempt != null) {
            ResponseHeaders.dropped(out.response(), attempt, call.request());
        }
    }
}
