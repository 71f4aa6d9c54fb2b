package aigateway.web.chat;

import aigateway.call.ModelNames;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.platform.ClientSocket;
import aigateway.routing.Plan;
import aigateway.routing.Target;
import aigateway.web.call.LoggingConfig;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.logging.Logging;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.Attempt;
import aigateway.web.provider.Journey;
import aigateway.web.provider.Upstreams;
import aigateway.web.telemetry.Content;
import aigateway.web.telemetry.Spans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * What the gateway asks a vendor by itself. Nobody waits for it and no rule is asked about it; it is told, as the
 * request of whoever it is for, when it found that something is owed.
 */
@ApplicationScoped
public class OwnCalls {

    private static final TimeLimits PATIENCE = new TimeLimits(Duration.ofSeconds(30), null);

    @Inject
    Configuration configuration;

    @Inject
    Upstreams upstreams;

    @Inject
    Spans spans;

    @Inject
    Logging logging;

    /**
     * @param labels as that one would have sent them
     * @return the answer, which is whole; fails with an {@link aigateway.web.provider.UpstreamFailure}
     */
    public CompletionStage<byte[]> ask(
            Caller caller, Map<String, String> labels, ClientDialect client, ChatRequest request, Target target) {
        String tenant = configuration.current().tenant();
        String asked = request.model();
        ChatCall call = new ChatCall(
                caller,
                request,
                client,
                labels,
                Map.of(),
                PATIENCE,
                RetryHeader.NONE,
                LoggingConfig.NONE,
                null,
                null,
                ServerTiming.NONE,
                ClientSocket.NONE,
                "");
        ChatSpan span = ChatSpan.start(spans, tenant, call, logging.of(caller, labels, asked, LoggingConfig.NONE));
        Plan plan = new Plan(asked, ModelNames.of(asked), null, List.of(target), List.of());
        Journey journey = new Journey(plan, request, client, PATIENCE, span.root(), span.context(), tenant);
        return upstreams.send(journey).thenApply(attempt -> told(attempt, client, span));
    }

    /** A trace whose root does not end is heard by nobody. */
    private static byte[] told(Attempt attempt, ClientDialect client, ChatSpan span) {
        Attempt.Understood heard = Objects.requireNonNull(attempt.understood(), "a whole answer has been understood");
        ClientDialect.Charge charge = client.charged();
        if (charge != null) {
            Content output = Content.of(heard.json());
            attempt.span().end(heard.answer(), charge.usage(), charge.cost(), output, null, null);
            span.answered(attempt.target(), heard.answer(), charge.usage(), charge.cost(), output, null);
            span.end();
        }
        return heard.json();
    }
}
