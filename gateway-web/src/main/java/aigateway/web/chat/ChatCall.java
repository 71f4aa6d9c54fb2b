package aigateway.web.chat;

import aigateway.identity.Caller;
import aigateway.web.call.TimeLimits;
import aigateway.web.openai.ChatRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat completion as it was asked for. */
record ChatCall(
        Caller caller,
        ChatRequest request,
        Map<String, String> metadata,
        TimeLimits limits,
        @Nullable String traceparent,
        @Nullable String tracestate,
        @Nullable String conversationId,
        String path) {}
