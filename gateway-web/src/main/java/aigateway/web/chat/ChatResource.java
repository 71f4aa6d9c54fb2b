package aigateway.web.chat;

import aigateway.identity.Caller;
import aigateway.web.call.RequestBody;
import aigateway.web.call.RequestCaller;
import aigateway.web.call.RequestMetadata;
import aigateway.web.call.TimeLimits;
import aigateway.web.openai.ChatRequestReader;
import aigateway.web.response.ResponseStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /chat/completions}, OpenAI's shape for every provider. */
@Path("chat/completions")
@ApplicationScoped
@Tag(name = "Inference")
public class ChatResource {

    @Inject
    ChatCompletions completions;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Complete a chat",
            description = "OpenAI's chat completion, answered by any model; streamed when asked.")
    public void complete(InputStream body, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        Caller caller = RequestCaller.of(http);
        ChatCall call = new ChatCall(
                caller,
                ChatRequestReader.read(RequestBody.read(body, http.getContentLengthLong())),
                RequestMetadata.parse(http.getHeaders(RequestMetadata.HEADER)),
                TimeLimits.parse(
                        http.getHeader(TimeLimits.ANSWER_HEADER), http.getHeader(TimeLimits.FIRST_TOKEN_HEADER)),
                http.getHeader("traceparent"),
                http.getHeader("tracestate"),
                http.getHeader("x-tfy-conversation-id"),
                http.getRequestURI());
        completions.complete(
                call,
                new ResponseStream((HttpServletResponse) http.getAsyncContext().getResponse(), suspended));
    }
}
