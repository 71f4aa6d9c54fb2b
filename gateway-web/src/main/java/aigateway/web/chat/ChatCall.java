package aigateway.web.chat;

import aigateway.identity.Caller;
import aigateway.web.call.RequestCaller;
import aigateway.web.call.RequestMetadata;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.openai.ChatRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion as it was asked for.
 *
 * @param client how the client wants to be answered
 */
public record ChatCall(
        Caller caller,
        ChatRequest request,
        ClientDialect client,
        Map<String, String> metadata,
        TimeLimits limits,
        @Nullable String traceparent,
        @Nullable String tracestate,
        @Nullable String conversationId,
        String path) {

    /** @throws aigateway.call.GatewayException a bad request that names the header at fault */
    public static ChatCall of(HttpServletRequest http, ChatRequest request, ClientDialect client) {
        return new ChatCall(
                RequestCaller.of(http),
                request,
                client,
                RequestMetadata.parse(http.getHeader(RequestMetadata.HEADER)),
                TimeLimits.parse(
                        http.getHeader(TimeLimits.ANSWER_HEADER), http.getHeader(TimeLimits.FIRST_TOKEN_HEADER)),
                http.getHeader("traceparent"),
                http.getHeader("tracestate"),
                http.getHeader("x-tfy-conversation-id"),
                http.getRequestURI());
    }
}
