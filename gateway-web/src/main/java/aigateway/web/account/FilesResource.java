package aigateway.web.account;

import static aigateway.call.Operation.FILES;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
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

/** {@code /files}, OpenAI's: what a caller keeps with an account. */
@Path("files")
@ApplicationScoped
@Tag(name = "Inference")
public class FilesResource {

    @Inject
    AccountCalls calls;

    @POST
    @Operation(summary = "Upload a file to the account that x-tfy-provider-name names")
    public void upload(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FILES, "files", null);
    }

    @GET
    @Operation(summary = "List the files that this caller uploaded")
    public void list(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FILES, "files", null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Describe a file")
    public void get(
            @Encoded @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FILES, "files/" + id, id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a file")
    public void delete(
            @Encoded @PathParam("id") String id, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FILES, "files/" + id, id);
    }

    @GET
    @Path("{id}/{what: content}")
    @Operation(summary = "Read a file")
    public void content(
            @Encoded @PathParam("id") String id,
            @Encoded @PathParam("what") String what,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.stored(http, suspended, FILES, "files/" + id + '/' + what, id);
    }
}
