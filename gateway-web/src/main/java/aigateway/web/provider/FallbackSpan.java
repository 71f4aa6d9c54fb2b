package aigateway.web.provider;

import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.CallSpan;
import aigateway.web.telemetry.Kind;
import org.jspecify.annotations.Nullable;

/** Tells that a request goes on to another model. */
final class FallbackSpan {

    private FallbackSpan() {}

    static CallSpan start(
            CallSpan root,
            String requested,
            Target next,
            @Nullable String ruleId,
            ChatRequest request,
            LlmProviders providers) {
        ChatRequest sent = RequestSpan.sent(request, next);
        return root.child("fallbackRequest", Kind.INTERNAL)
                .set(
                        Attributes.FALLBACK_HTTP_URL,
                        providers.of(next).server(next, request).url())
                .set(Attributes.FALLBACK_HTTP_METHOD, "POST")
                .set(Attributes.FALLBACK_REQUESTED_MODEL, requested)
                .set(Attributes.FALLBACK_RESOLVED_MODEL, next.id())
                .set(Attributes.FALLBACK_CONFIG_ID, ruleId)
                .set(Attributes.FALLBACK_MAX_TOKENS, sent.maxTokens())
                .set(Attributes.FALLBACK_TEMPERATURE, sent.parameters().temperature());
    }
}
