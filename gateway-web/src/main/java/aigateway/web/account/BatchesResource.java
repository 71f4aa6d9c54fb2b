package aigateway.web.account;

import static aigateway.call.Operation.BATCHES;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /batches}, OpenAI's: many requests in a file, answered within a day. */
@Path("batches")
@ApplicationScoped
@Tag(name = "Inference")
public class BatchesResource {

    @Inject
    AccountCalls calls;

    @POST
    @Operation(summary = "Begin a batch with a file of this caller's")
    public void create(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, BATCHES, "batches", null);
    }

    @GET
    @Operation(summary = "List the batches that this caller began")
    public void list(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, BATCHES, "batches", null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Describe a batch")
    public void get(
            @Encoded @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, BATCHES, "batches/" + id, id);
    }

    @POST
    @Path("{id}/{what: cancel}")
    @Operation(summary = "Cancel a batch")
    public void cancel(
            @Encoded @PathParam("id") String id,
            @Encoded @PathParam("what") String what,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, BATCHES, "batches/" + id + '/' + what, id);
    }
}
