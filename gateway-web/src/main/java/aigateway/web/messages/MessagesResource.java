package aigateway.web.messages;

import static aigateway.call.Operation.CHAT;

import aigateway.web.anthropic.MessagesClient;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.call.RequestBodies;
import aigateway.web.chat.ChatCompletions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /messages}, Anthropic's shape for every provider. */
@Path("messages")
@ApplicationScoped
@Tag(name = "Inference")
public class MessagesResource {

    private static final List<String> HEADERS = List.of("anthropic-version", "anthropic-beta");

    @Inject
    ChatCompletions completions;

    @Inject
    RequestBodies bodies;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Create a message",
            description = "Anthropic's Messages, answered by any model; streamed when asked.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void create(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        Map<String, String> headers = headers(http);
        completions.complete(
                http, suspended, CHAT, MessagesClient.INSTANCE, body -> MessagesRequest.read(body, headers));
    }

    @POST
    @Path("count_tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Count a message's tokens",
            description = "An estimate from the length of the text, for every model alike.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void count(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        Map<String, String> headers = headers(http);
        bodies.read(
                http,
                suspended,
                body -> suspended.resume(Response.ok(Map.of(
                                "input_tokens",
                                MessagesRequest.read(body, headers).inputTokens()))
                        .header("x-tfy-usage", "estimated")
                        .build()));
    }

    private static Map<String, String> headers(HttpServletRequest http) {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) {
            String value = http.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
