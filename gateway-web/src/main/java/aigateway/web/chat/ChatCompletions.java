package aigateway.web.chat;

import aigateway.admission.Admission;
import aigateway.admission.Decision;
import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.DeniedException;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.call.ModelCall;
import aigateway.call.Operation;
import aigateway.call.Usage;
import aigateway.manifest.Configuration;
import aigateway.platform.HotPath;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Plan;
import aigateway.routing.Resolution;
import aigateway.routing.Router;
import aigateway.routing.Target;
import aigateway.web.call.RequestBodies;
import aigateway.web.call.Suspension;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.logging.Logging;
import aigateway.web.logging.Told;
import aigateway.web.openai.ChatRequest;
import aigateway.web.presence.Departures;
import aigateway.web.provider.Journey;
import aigateway.web.provider.Upstreams;
import aigateway.web.response.ResponseStream;
import aigateway.web.response.ResponseStreams;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.SpanPublisher;
import aigateway.web.telemetry.Spans;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** The life of a chat completion: admitted, routed, answered, settled, told. */
@HotPath
public class ChatCompletions {

    @Inject
    RequestBodies bodies;

    @Inject
    Configuration configuration;

    @Inject
    Router router;

    @Inject
    Admission admission;

    @Inject
    Upstreams upstreams;

    @Inject
    PriceCatalogue prices;

    @Inject
    Spans spans;

    @Inject
    Logging logging;

    @Inject
    SpanPublisher publisher;

    @Inject
    KeepAlive keepAlive;

    @Inject
    ResponseStreams streams;

    @Inject
    Departures departures;

    @Inject
    InstantSource clock;

    /**
     * Beans come to life with their first use, and what these need the servers hand out to their own threads only: they
     * are used here, before a thread of the upstream client can be the first.
     */
    @PostConstruct
    void wake() {
        publisher.waiting();
        keepAlive.streams();
        departures.waiting();
    }

    /** For a request that JAX-RS has suspended. */
    public void complete(
            HttpServletRequest http,
            AsyncResponse suspended,
            Operation operation,
            ClientDialect client,
            Function<byte[], ChatRequest> reader) {
        complete(http, Suspension.of(http, suspended), operation, client, reader);
    }

    /**
     * Answers when the body is there.
     *
     * @param operation what the client asks for, for one whose body cannot be read
     * @param client how the client wants to be answered
     * @param reader of its body
     * @throws GatewayException the call is refused before any model was asked
     */
    public void complete(
            HttpServletRequest http,
            Suspension suspended,
            Operation operation,
            ClientDialect client,
            Function<byte[], ChatRequest> reader) {
        UnreadCall unread = new UnreadCall(spans, logging, operation, http);
        Function<ChatRequest, ChatCall> asked;
        try {
            asked = ChatCall.of(http, client, router.sessionHeaders(http::getHeader), router::knows);
        } catch (GatewayException refused) {
            throw unread.apply(refused);
        }
        ResponseStream out = streams.of(http, suspended);
        bodies.read(http, suspended, unread, body -> complete(asked.apply(reader.apply(body)), out, this::plan));
    }

    /** What is passed on to an account itself: where it goes is known already. */
    public void pass(ChatCall call, ResponseStream out, Plan plan) {
        complete(call, out, asked -> plan);
    }

    private void complete(ChatCall call, ResponseStream out, Function<ChatCall, Plan> planning) {
        String tenant = configuration.current().tenant();
        Told told = logging.of(call.caller(), call.metadata(), call.request().model(), call.logging());
        ChatSpan span = ChatSpan.start(spans, tenant, call, told);
        try {
            Plan plan = call.retry().applied(planning.apply(call));
            if (!logging.tellsContent(call.caller(), call.metadata(), plan.names(), call.logging())) {
                span.root().withoutContent();
            }
            Permit permit = admit(span, call, plan);
            try {
                span.routed(plan);
                Journey journey = new Journey(
                        plan, call.request(), call.client(), call.limits(), span.root(), span.context(), tenant);
                ChatAnswering answering = new ChatAnswering(
                        call, plan, journey, permit, span, out, router.health(), prices, clock, keepAlive, departures);
                send(journey, answering);
            } catch (RuntimeException | Error unsent) {
                permit.settle(Settlement.of(Usage.NONE, BigDecimal.ZERO));
                throw unsent;
            }
        } catch (GatewayException refused) {
            throw span.refused(refused);
        } catch (RuntimeException | Error unforeseen) {
            Undelivered.failed(span);
            throw unforeseen;
        }
    }

    private void send(Journey journey, ChatAnswering answering) {
        try {
            answering.begin();
            upstreams.send(journey).whenComplete(answering::answer);
        } catch (RuntimeException | Error unsent) {
            answering.end();
            throw unsent;
        }
    }

    private Plan plan(ChatCall call) {
        ModelCall asked = modelCall(call, WorstCase.NOTHING);
        Resolution resolution = router.resolve(asked, call.sessionHeaders());
        if (resolution instanceof Resolution.Planned planned) {
            if (planned.plan().targets().isEmpty()) {
                throw new GatewayException(
                        ErrorType.MODEL_NOT_FOUND,
                        "The model '" + asked.model() + "' has no target left in its route.");
            }
            ofTheType(planned.plan().targets().get(0), asked);
            return planned.plan();
        }
        if (resolution instanceof Resolution.Forbidden) {
            throw DeniedException.model(asked.model());
        }
        throw new GatewayException(
                ErrorType.MODEL_NOT_FOUND,
                "The model '" + asked.model() + "' does not exist. GET /v1/models lists the ones this key may use.",
                "model",
                java.util.Map.of(),
                null);
    }

    /** A model for something else would answer with what its vendor thinks of it. */
    private static void ofTheType(Target target, ModelCall asked) {
        List<String> types = target.model().modelTypes();
        String wanted = asked.operation().modelType();
        boolean older = asked.operation() == Operation.COMPLETION && types.contains("completion");
        if (!types.contains(wanted) && !older) {
            throw GatewayException.badRequest(
                    "The model '" + asked.model() + "' is for " + String.join(", ", types) + ", not for " + wanted
                            + ": its model_types say so.",
                    "model");
        }
    }

    private Permit admit(ChatSpan span, ChatCall call, Plan plan) {
        ModelCall asked = modelCall(call, WorstCase.of(call.request(), plan, prices, clock.instant()))
                .planned(plan.names());
        CallSpan limiter = span.startLimiter(asked);
        Decision decision = admission.admit(asked);
        span.endLimiter(limiter, decision);
        if (decision instanceof Decision.Refused refused) {
            throw Refusals.of(refused, plan);
        }
        return ((Decision.Granted) decision).permit();
    }

    private static ModelCall modelCall(ChatCall call, WorstCase worst) {
        return new ModelCall(
                call.caller(),
                call.request().operation(),
                call.request().model(),
                call.metadata(),
                call.request().stream(),
                call.request().inputTokens(),
                worst.outputTokens(),
                worst.bounded(),
                worst.cost());
    }
}
