package aigateway.web.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /proxy/{account}/…}: a vendor's own API, with the account's key for the caller's. */
@Path("proxy/{account}/{path: .*}")
@ApplicationScoped
@Tag(name = "Inference")
public class ProxyResource {

    @Inject
    AccountCalls calls;

    @GET
    @Operation(summary = "Pass a request on to an account's own API")
    public void get(
            @PathParam("account") String account,
            @Encoded @PathParam("path") String path,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.proxy(http, suspended, account, path);
    }

    @POST
    @Operation(summary = "Pass a request on to an account's own API")
    public void post(
            @PathParam("account") String account,
            @Encoded @PathParam("path") String path,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.proxy(http, suspended, account, path);
    }

    @PUT
    @Operation(summary = "Pass a request on to an account's own API")
    public void put(
            @PathParam("account") String account,
            @Encoded @PathParam("path") String path,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.proxy(http, suspended, account, path);
    }

    @PATCH
    @Operation(summary = "Pass a request on to an account's own API")
    public void patch(
            @PathParam("account") String account,
            @Encoded @PathParam("path") String path,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.proxy(http, suspended, account, path);
    }

    @DELETE
    @Operation(summary = "Pass a request on to an account's own API")
    public void delete(
            @PathParam("account") String account,
            @Encoded @PathParam("path") String path,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.proxy(http, suspended, account, path);
    }

    @HEAD
    @Operation(summary = "Pass a request on to an account's own API")
    public void head(
            @PathParam("account") String account,
            @Encoded @PathParam("path") String path,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        calls.proxy(http, suspended, account, path);
    }
}
