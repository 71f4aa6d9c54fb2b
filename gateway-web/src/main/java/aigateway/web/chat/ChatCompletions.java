package aigateway.web.chat;

import aigateway.admission.Admission;
import aigateway.admission.Decision;
import aigateway.admission.Permit;
import aigateway.admission.Settlement;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.call.ModelCall;
import aigateway.call.Operation;
import aigateway.call.Usage;
import aigateway.manifest.Configuration;
import aigateway.price.PriceCatalogue;
import aigateway.routing.Plan;
import aigateway.routing.Resolution;
import aigateway.routing.Router;
import aigateway.web.provider.Journey;
import aigateway.web.provider.Upstreams;
import aigateway.web.response.ResponseStream;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.SpanPublisher;
import aigateway.web.telemetry.Spans;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.InstantSource;

/** The life of a chat completion: admitted, routed, answered, settled, told. */
@ApplicationScoped
public class ChatCompletions {

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
    SpanPublisher publisher;

    @Inject
    KeepAlive keepAlive;

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
    }

    /**
     * Answers into the stream, at once or later.
     *
     * @throws GatewayException the call is refused before any model was asked
     */
    void complete(ChatCall call, ResponseStream out) {
        String tenant = configuration.current().tenant();
        ChatSpan span = ChatSpan.start(spans, tenant, call);
        try {
            Plan plan = plan(call);
            Permit permit = admit(span, call, plan);
            try {
                span.routed(plan);
                Journey journey = new Journey(plan, call.request(), call.limits(), span.root(), span.context(), tenant);
                ChatAnswering answering =
                        new ChatAnswering(call, plan, journey, permit, span, out, prices, clock, keepAlive);
                upstreams.send(journey).whenComplete(answering::answer);
            } catch (RuntimeException unsent) {
                permit.settle(Settlement.of(Usage.NONE, BigDecimal.ZERO));
                throw unsent;
            }
        } catch (GatewayException refused) {
            throw span.refused(refused);
        }
    }

    private Plan plan(ChatCall call) {
        ModelCall asked = modelCall(call, WorstCase.NOTHING);
        Resolution resolution = router.resolve(asked);
        if (resolution instanceof Resolution.Planned planned) {
            if (planned.plan().targets().isEmpty()) {
                throw new GatewayException(
                        ErrorType.MODEL_NOT_FOUND,
                        "The model '" + asked.model() + "' has no target left in its route.");
            }
            return planned.plan();
        }
        if (resolution instanceof Resolution.Forbidden) {
            throw new GatewayException(
                    ErrorType.FORBIDDEN,
                    "This key may not use the model '" + asked.model() + "'.",
                    "model",
                    java.util.Map.of(),
                    null);
        }
        throw new GatewayException(
                ErrorType.MODEL_NOT_FOUND,
                "The model '" + asked.model() + "' does not exist. GET /v1/models lists the ones this key may use.",
                "model",
                java.util.Map.of(),
                null);
    }

    private Permit admit(ChatSpan span, ChatCall call, Plan plan) {
        ModelCall asked = modelCall(call, WorstCase.of(call.request(), plan, prices, clock.instant()))
                .planned(plan.names());
        CallSpan limiter = span.startLimiter(asked);
        Decision decision = admission.admit(asked);
        span.endLimiter(limiter, decision);
        if (decision instanceof Decision.Refused refused) {
            throw Refusals.of(refused);
        }
        return ((Decision.Granted) decision).permit();
    }

    private static ModelCall modelCall(ChatCall call, WorstCase worst) {
        return new ModelCall(
                call.caller(),
                Operation.CHAT,
                call.request().model(),
                call.metadata(),
                call.request().stream(),
                call.request().inputTokens(),
                worst.outputTokens(),
                worst.bounded(),
                worst.cost());
    }
}
