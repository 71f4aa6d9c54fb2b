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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void complete(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        Caller caller = RequestCaller.of(http);
        Map<String, String> metadata = RequestMetadata.parse(http.getHeader(RequestMetadata.HEADER));
        TimeLimits limits = TimeLimits.parse(
                http.getHeader(TimeLimits.ANSWER_HEADER), http.getHeader(TimeLimits.FIRST_TOKEN_HEADER));
        String traceparent = http.getHeader("traceparent");
        String tracestate = http.getHeader("tracestate");
        String conversation = http.getHeader("x-tfy-conversation-id");
        String path = http.getRequestURI();
        ResponseStream out =
                new ResponseStream((HttpServletResponse) http.getAsyncContext().getResponse(), suspended);
        // Nothing below may ask the request: it may run on another thread, and the request belongs to this one.
        RequestBody.read(
                http,
                suspended,
                body -> completions.complete(
                        new ChatCall(
                                caller,
                                ChatRequestReader.read(body),
                                metadata,
                                limits,
                                traceparent,
                                tracestate,
                                conversation,
                                path),
                        out));
    }
}
