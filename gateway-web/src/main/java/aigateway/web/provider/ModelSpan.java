package aigateway.web.provider;

import aigateway.call.ErrorType;
import aigateway.call.Usage;
import aigateway.routing.Target;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.Content;
import aigateway.web.telemetry.Kind;
import aigateway.web.telemetry.RequestContext;
import aigateway.web.telemetry.TraceContext;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Tells of one attempt: a Model span, and under it the network alone. */
public final class ModelSpan {

    private final CallSpan model;
    private final CallSpan network;

    private ModelSpan(CallSpan model, CallSpan network) {
        this.model = model;
        this.network = network;
    }

    static ModelSpan start(
            CallSpan parent,
            RequestContext context,
            String tenant,
            Target target,
            ChatRequest request,
            LlmProvider.Server server) {
        ChatRequest sent = RequestSpan.sent(request, target);
        CallSpan model = parent.child("Model", Kind.CLIENT)
                .set(Attributes.SPAN_TYPE, "Model")
                .set(Attributes.MODEL_ID, target.id())
                .set(Attributes.MODEL_NAME, target.id())
                .set(Attributes.MODEL_FQN, target.account().modelFqn(tenant, target.model()))
                .set(Attributes.MODEL_REQUEST_URL, server.url())
                .set(Attributes.MODEL_STREAMING, request.stream())
                .set(Attributes.MODEL_REQUEST_TYPE, request.operation().spanType())
                .set(Attributes.INPUT, Content.of(sent.body()))
                .set(Attributes.GEN_AI_PROVIDER_NAME, vendor(target))
                .set(Attributes.GEN_AI_SYSTEM, vendor(target))
                .set(Attributes.GEN_AI_REQUEST_MODEL, target.model().upstreamName())
                .set(Attributes.SERVER_ADDRESS, server.host())
                .set(Attributes.SERVER_PORT, (long) server.port());
        context.on(model);
        RequestSpan.parameters(model, request, sent);
        String method = request.original() instanceof NativeRequest passed ? passed.method() : "POST";
        CallSpan network = model.child("HTTP " + method, Kind.CLIENT)
                .set(Attributes.HTTP_REQUEST_METHOD, method)
                .set(Attributes.URL_FULL, server.url())
                .set(Attributes.SERVER_ADDRESS, server.host())
                .set(Attributes.SERVER_PORT, (long) server.port());
        return new ModelSpan(model, network);
    }

    /** OpenTelemetry's name of the vendor; what it does not name is called as its account type. */
    public static String vendor(Target target) {
        return target.account().vendor().genAiName();
    }

    TraceContext context() {
        return network.context();
    }

    /** Milliseconds since the attempt began. */
    public double elapsedMillis() {
        return model.elapsedMillis();
    }

    /** A client that went away is no error of anybody's: what the attempt came to is told by {@link #left}. */
    void failed(UpstreamFailure failure) {
        if (failure.type() == ErrorType.CLIENT_CLOSED) {
            network.end();
            model.set(Attributes.LATENCY, model.elapsedMillis()).end();
            return;
        }
        status(failure.status());
        network.fail(failure.type().type(), failure.getMessage()).end();
        model.set(Attributes.LATENCY, model.elapsedMillis());
        model.fail(failure.type().type(), failure.getMessage()).end();
    }

    /** Tells, after its end, what is owed for an attempt that was waiting for its first word when the client left. */
    public void left(Usage usage, @Nullable BigDecimal cost) {
        RequestSpan.result(
                model, ChatAnswer.NOTHING, usage, cost, Content.of(new byte[0]), model.elapsedMillis(), null);
    }

    void answered(int status) {
        status(status);
    }

    private void status(int status) {
        if (status > 0) {
            network.set(Attributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
            model.set(Attributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
        }
    }

    /**
     * Ends the attempt with what came of it.
     *
     * @param output the answer as JSON
     * @param firstTokenMillis null for an answer that was not streamed
     * @param failure what went wrong after the answer had begun; null when nothing did
     */
    public void end(
            ChatAnswer answer,
            Usage usage,
            @Nullable BigDecimal cost,
            Content output,
            @Nullable Double firstTokenMillis,
            @Nullable UpstreamFailure failure) {
        network.end();
        double latency = model.elapsedMillis();
        RequestSpan.result(model, answer, usage, cost, output, latency, firstTokenMillis);
        if (failure == null) {
            model.ok().end();
        } else {
            model.fail(failure.type().type(), failure.getMessage()).end();
        }
    }
}
