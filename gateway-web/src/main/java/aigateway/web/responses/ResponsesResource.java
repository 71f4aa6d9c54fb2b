package aigateway.web.responses;

import static aigateway.call.Operation.RESPONSE;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.web.account.AccountCalls;
import aigateway.web.call.RequestCaller;
import aigateway.web.chat.ChatCompletions;
import aigateway.web.json.Json;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
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

    @Inject
    AccountCalls accounts;

    @Inject
    CallersResponses responses;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Create a response",
            description = "OpenAI's Responses, answered by any model; streamed when asked. Only vendors keep them.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void create(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        ResponseNames names = responses.of(RequestCaller.of(http));
        completions.complete(
                http, suspended, RESPONSE, ResponsesClient.INSTANCE, body -> ResponsesRequest.read(body, names));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read a response that a vendor keeps, if this caller made it",
            description = "With stream=true its events, those after the number starting_after.")
    public void read(@PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        kept(id, "", http, suspended);
    }

    @GET
    @Path("{id}/input_items")
    @Operation(summary = "List what such a response was asked")
    public void items(
            @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        kept(id, "/input_items", http, suspended);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(summary = "Cancel such a response that is made in the background")
    public void cancel(
            @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        kept(id, "/cancel", http, suspended);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete such a response")
    public void delete(
            @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        kept(id, "", http, suspended);
    }

    private void kept(String id, String rest, HttpServletRequest http, AsyncResponse suspended) {
        ResponseNames names = responses.of(RequestCaller.of(http));
        ResponseNames.Kept kept = names.meant(id);
        if (kept == null || kept.account() == null) {
            throw new GatewayException(
                    ErrorType.NOT_FOUND,
                    "There is no response '" + id + "' of yours: models of OpenAI's and Azure's keep them, for whoever"
                            + " made them; with any other send the whole conversation as input.");
        }
        String path = "responses/" + URLEncoder.encode(kept.id(), StandardCharsets.UTF_8) + rest;
        UnaryOperator<String> shown = vendors ->
                vendors.equals(kept.id()) ? id : names.shown(new ResponseNames.Kept(kept.account(), vendors));
        accounts.response(
                http,
                suspended,
                kept.account(),
                path,
                body -> named(body, kept.id(), shown),
                () -> new KeptResponseStream(shown));
    }

    /** The vendor's answer about a response, in which that and the one before it have this caller's names. */
    private static byte[] named(byte[] answer, String vendors, UnaryOperator<String> shown) {
        byte[] named = ItemNames.shown(
                Json.withText(answer, "id", was -> was.equals(vendors) ? shown.apply(was) : was), shown);
        return Json.object(named).path("previous_response_id").isTextual()
                ? Json.withText(named, "previous_response_id", shown)
                : named;
    }
}
