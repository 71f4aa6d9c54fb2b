package aigateway.web.responses;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.web.chat.ChatCompletions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /responses}, OpenAI's newer shape for every provider. */
@Path("responses")
@ApplicationScoped
@Tag(name = "Inference")
public class ResponsesResource {

    @Inject
    ChatCompletions completions;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Create a response",
            description = "OpenAI's Responses, answered by any model; streamed when asked. Nothing is kept.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void create(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        completions.complete(http, suspended, ResponsesClient.INSTANCE, ResponsesRequest::read);
    }

    @GET
    @Path("{id}{rest: (/.*)?}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Read a response", description = "Always 404: the gateway keeps no responses.")
    public Response read(@PathParam("id") String id) {
        throw notKept(id);
    }

    @DELETE
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Delete a response", description = "Always 404: the gateway keeps no responses.")
    public Response delete(@PathParam("id") String id) {
        throw notKept(id);
    }

    private static GatewayException notKept(String id) {
        return new GatewayException(
                ErrorType.NOT_FOUND,
                "The response '" + id + "' is not here: the gateway keeps none. Send the whole conversation as input.");
    }
}
