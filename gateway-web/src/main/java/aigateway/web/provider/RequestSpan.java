package aigateway.web.provider;

import aigateway.call.GatewayException;
import aigateway.call.Usage;
import aigateway.routing.Target;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.openai.Parameters;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.Content;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the root and its Model spans say alike: the parameters asked for, and what came of it. */
public final class RequestSpan {

    private static final double MILLIS = 1000.0;
    /** The request itself weighs where its whole input is told. */
    private static final int SHORT_HAND_WEIGHT = 64;

    private RequestSpan() {}

    /** The request as a target gets it, with its own fields in it: what an attempt is told with. */
    static ChatRequest sent(ChatRequest request, Target target) {
        Map<String, Object> defaults = target.model().defaults();
        Map<String, Object> overrides = target.overrides();
        if (!request.operation().writes() || (defaults.isEmpty() && overrides.isEmpty())) {
            return request;
        }
        try {
            return ChatRequestReader.read(request.said(target.model().upstreamName(), defaults, overrides));
        } catch (GatewayException strange) {
            // An override may be of a kind that no caller could send; the vendor will say what it thinks of it.
            return request;
        }
    }

    public static void parameters(CallSpan span, ChatRequest request) {
        parameters(span, request, request);
    }

    /** @param sent the request with the fields that the span tells */
    static void parameters(CallSpan span, ChatRequest request, ChatRequest sent) {
        Parameters parameters = sent.parameters();
        Long topK = parameters.topK();
        span.set(Attributes.INPUT_SHORT_HAND, Content.line(request::shortHand, SHORT_HAND_WEIGHT))
                .set(Attributes.GEN_AI_OPERATION_NAME, request.operation().genAiName())
                .set(Attributes.GEN_AI_REQUEST_STREAM, request.stream())
                .set(Attributes.GEN_AI_REQUEST_MAX_TOKENS, sent.maxTokens())
                .set(Attributes.GEN_AI_REQUEST_TEMPERATURE, parameters.temperature())
                .set(Attributes.GEN_AI_REQUEST_TOP_P, parameters.topP())
                .set(Attributes.GEN_AI_REQUEST_TOP_K, topK == null ? null : Double.valueOf(topK))
                .set(Attributes.GEN_AI_REQUEST_SEED, parameters.seed())
                .set(Attributes.GEN_AI_REQUEST_CHOICE_COUNT, parameters.choices())
                .set(Attributes.GEN_AI_REQUEST_FREQUENCY_PENALTY, parameters.frequencyPenalty())
                .set(Attributes.GEN_AI_REQUEST_PRESENCE_PENALTY, parameters.presencePenalty())
                .set(Attributes.GEN_AI_REQUEST_STOP_SEQUENCES, parameters.stop());
    }

    /**
     * @param cost null when the price is unknown
     * @param firstTokenMillis null for an answer that was not streamed
     */
    public static void result(
            CallSpan span,
            ChatAnswer answer,
            Usage usage,
            @Nullable BigDecimal cost,
            Content output,
            double latencyMillis,
            @Nullable Double firstTokenMillis) {
        span.set(Attributes.OUTPUT, output)
                .set(Attributes.LATENCY, latencyMillis)
                .set(Attributes.INPUT_TOKENS, usage.inputTokens())
                .set(Attributes.OUTPUT_TOKENS, usage.outputTokens())
                .set(Attributes.COST, cost)
                .set(Attributes.GEN_AI_RESPONSE_ID, answer.id())
                .set(Attributes.GEN_AI_RESPONSE_MODEL, answer.model())
                .set(Attributes.GEN_AI_USAGE_INPUT_TOKENS, usage.inputTokens())
                .set(Attributes.GEN_AI_USAGE_OUTPUT_TOKENS, usage.outputTokens());
        if (!answer.finishReasons().isEmpty()) {
            span.set(Attributes.GEN_AI_RESPONSE_FINISH_REASONS, answer.finishReasons());
        }
        if (usage.estimated()) {
            span.set(Attributes.USAGE_ESTIMATED, true);
        }
        positive(span, usage);
        if (firstTokenMillis != null) {
            span.set(Attributes.TIME_TO_FIRST_TOKEN, firstTokenMillis)
                    .set(Attributes.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, firstTokenMillis / MILLIS);
            if (usage.outputTokens() > 1) {
                span.set(
                        Attributes.INTER_TOKEN_LATENCY,
                        (latencyMillis - firstTokenMillis) / (usage.outputTokens() - 1));
            }
        }
    }

    private static void positive(CallSpan span, Usage usage) {
        if (usage.cacheReadTokens() > 0) {
            span.set(Attributes.GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS, usage.cacheReadTokens());
        }
        if (usage.cacheWriteTokens() > 0) {
            span.set(Attributes.GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS, usage.cacheWriteTokens());
        }
        if (usage.reasoningTokens() > 0) {
            span.set(Attributes.GEN_AI_USAGE_REASONING_OUTPUT_TOKENS, usage.reasoningTokens());
        }
    }
}
