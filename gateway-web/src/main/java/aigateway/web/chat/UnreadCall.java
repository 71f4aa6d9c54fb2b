package aigateway.web.chat;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.identity.Caller;
import aigateway.web.call.LoggingConfig;
import aigateway.web.call.RequestCaller;
import aigateway.web.logging.Logging;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.Kind;
import aigateway.web.telemetry.RequestContext;
import aigateway.web.telemetry.Spans;
import aigateway.web.telemetry.TraceContext;
import aigateway.web.telemetry.TraceIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call of which it is not known yet what it asks for. Refused, it has a trace all the same: whoever looks after the
 * caller finds what was wrong with its request.
 */
final class UnreadCall implements UnaryOperator<GatewayException> {

    private final Spans spans;
    private final Logging logging;
    private final Operation operation;
    private final Caller caller;
    private final @Nullable TraceContext context;

    /** Called while the request belongs to this thread. */
    UnreadCall(Spans spans, Logging logging, Operation operation, HttpServletRequest http) {
        this.spans = spans;
        this.logging = logging;
        this.operation = operation;
        this.caller = RequestCaller.of(http);
        this.context = TraceContext.of(http);
    }

    /** @return the same, saying where its trace is; as it is when it has one */
    @Override
    public GatewayException apply(GatewayException refused) {
        if (refused.headers().containsKey(TraceIds.HEADER)) {
            return refused;
        }
        // Of what would choose another project only the caller is known.
        String project =
                logging.of(caller, Map.of(), "", LoggingConfig.parse(null)).project();
        CallSpan root = spans.start(operation.spanName(), Kind.SERVER, context)
                .set(Attributes.SPAN_TYPE, operation.spanType())
                .set(Attributes.MODEL_REQUEST_TYPE, operation.spanType())
                .set(Attributes.TRACING_PROJECT_FQN, project)
                .set(Attributes.REQUEST_CREATED_BY_SUBJECT, RequestContext.subject(caller))
                .set(Attributes.REQUEST_CREATED_BY_SUBJECT_TEAMS, List.copyOf(caller.teams()))
                .set(Attributes.HTTP_RESPONSE_STATUS_CODE, (long) refused.type().status());
        root.set(Attributes.LATENCY, root.elapsedMillis());
        root.fail(refused.type().type(), refused.getMessage()).end();
        Map<String, String> headers = new HashMap<>(refused.headers());
        headers.putAll(ResponseHeaders.trace(root));
        return refused.with(headers);
    }
}
