package aigateway.web.messages;

import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.call.RequestBody;
import aigateway.web.call.RequestCaller;
import aigateway.web.chat.ChatCall;
import aigateway.web.chat.ChatCompletions;
import aigateway.web.openai.ChatRequest;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /messages}, Anthropic's shape for every provider. */
@Path("messages")
@ApplicationScoped
@Tag(name = "Inference")
public class MessagesResource {

    private static final List<String> HEADERS = List.of("anthropic-version", "anthropic-beta");

    @Inject
    ChatCompletions completions;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Create a message",
            description = "Anthropic's Messages, answered by any model; streamed when asked.")
    public void create(InputStream body, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        ChatCall call = ChatCall.of(http, read(body, http), MessagesClient.INSTANCE);
        completions.complete(
                call,
                new ResponseStream((HttpServletResponse) http.getAsyncContext().getResponse(), suspended));
    }

    @POST
    @Path("count_tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Count a message's tokens",
            description = "An estimate from the length of the text, for every model alike.")
    public Map<String, Long> count(InputStream body, @Context HttpServletRequest http) {
        RequestCaller.of(http);
        return Map.of("input_tokens", read(body, http).inputTokens());
    }

    private static ChatRequest read(InputStream body, HttpServletRequest http) {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) {
            String value = http.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return MessagesRequest.read(RequestBody.read(body, http.getContentLengthLong()), headers);
    }
}
