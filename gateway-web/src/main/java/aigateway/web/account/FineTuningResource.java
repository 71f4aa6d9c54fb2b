package aigateway.web.account;

import static aigateway.call.Operation.FINE_TUNING;

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

/** {@code /fine_tuning/jobs}, OpenAI's. */
@Path("fine_tuning/jobs")
@ApplicationScoped
@Tag(name = "Inference")
public class FineTuningResource {

    @Inject
    AccountCalls calls;

    @POST
    @Operation(summary = "Begin to tune a model with a file of this caller's")
    public void create(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FINE_TUNING, "fine_tuning/jobs", null);
    }

    @GET
    @Operation(summary = "List the jobs that this caller began")
    public void list(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FINE_TUNING, "fine_tuning/jobs", null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Describe a job")
    public void get(
            @Encoded @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FINE_TUNING, "fine_tuning/jobs/" + id, id);
    }

    @GET
    @Path("{id}/{what: events|checkpoints}")
    @Operation(summary = "What a job has done, and made on the way")
    public void details(
            @Encoded @PathParam("id") String id,
            @Encoded @PathParam("what") String what,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FINE_TUNING, "fine_tuning/jobs/" + id + '/' + what, id);
    }

    @POST
    @Path("{id}/{what: cancel|pause|resume}")
    @Operation(summary = "Cancel, pause or resume a job")
    public void steer(
            @Encoded @PathParam("id") String id,
            @Encoded @PathParam("what") String what,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FINE_TUNING, "fine_tuning/jobs/" + id + '/' + what, id);
    }
}
