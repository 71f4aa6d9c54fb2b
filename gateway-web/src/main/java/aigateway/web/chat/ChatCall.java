package aigateway.web.chat;

import aigateway.identity.Caller;
import aigateway.platform.ClientSocket;
import aigateway.web.call.LoggingConfig;
import aigateway.web.call.RequestCaller;
import aigateway.web.call.RequestMetadata;
import aigateway.web.call.TimeLimits;
import aigateway.web.dialect.ClientDialect;
import aigateway.web.openai.ChatRequest;
import aigateway.web.telemetry.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion as it was asked for.
 *
 * @param client how the client wants to be answered
 * @param sessionHeaders that a route knows sessions by
 * @param connection on which the client waits
 */
public record ChatCall(
        Caller caller,
        ChatRequest request,
        ClientDialect client,
        Map<String, String> metadata,
        Map<String, String> sessionHeaders,
        TimeLimits limits,
        RetryHeader retry,
        LoggingConfig logging,
        @Nullable TraceContext context,
        @Nullable String conversationId,
        ServerTiming timing,
        ClientSocket connection,
        String path) {

    /** The account, for clients that know a model by its vendor's name alone. */
    private static final String PROVIDER_NAME = "x-tfy-provider-name";

    /**
     * What the headers say is read now and the rest when the body is there: the request belongs to its thread.
     *
     * @param sessionHeaders that a route knows sessions by
     * @param known whether there is a model of that name
     * @throws aigateway.call.GatewayException a bad request that names the header at fault
     */
    public static Function<ChatRequest, ChatCall> of(
            HttpServletRequest http,
            ClientDialect client,
            Map<String, String> sessionHeaders,
            Predicate<String> known) {
        Caller caller = RequestCaller.of(http);
        Map<String, String> metadata = RequestMetadata.parse(http.getHeaders(RequestMetadata.HEADER));
        TimeLimits limits = TimeLimits.parse(
                http.getHeader(TimeLimits.ANSWER_HEADER), http.getHeader(TimeLimits.FIRST_TOKEN_HEADER));
        RetryHeader retry = RetryHeader.parse(http.getHeader(RetryHeader.NAME));
        String account = http.getHeader(PROVIDER_NAME);
        LoggingConfig logging = LoggingConfig.parse(http.getHeader(LoggingConfig.HEADER));
        TraceContext context = TraceContext.of(http);
        String conversation = http.getHeader("x-tfy-conversation-id");
        ServerTiming timing = ServerTiming.of(http);
        ClientSocket connection = ClientSocket.of(http);
        String path = http.getRequestURI();
        return request -> new ChatCall(
                caller,
                account == null ? request : request.at(account.strip(), known),
                client,
                metadata,
                sessionHeaders,
                limits,
                retry,
                logging,
                context,
                conversation,
                timing,
                connection,
                path);
    }
}
