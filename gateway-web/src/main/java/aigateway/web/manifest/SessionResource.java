package aigateway.web.manifest;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Sessions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells a caller who the gateway takes it for, until it signs out. */
@Path("api/svc/v1")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Keys")
public class SessionResource {

    @Inject
    JsonWebToken token;

    @Inject
    Sessions sessions;

    @GET
    @Path("session")
    @Operation(summary = "Who am I?")
    public Response session() {
        ObjectNode body = Answer.object().put("subject", token.getSubject()).put("name", token.getName());
        token.getGroups().stream().sorted().forEach(body.putArray("groups")::add);
        return Answer.ok(body);
    }

    @DELETE
    @Path("session")
    @Operation(
            summary = "Sign out",
            description =
                    "Ends the token that /login gave, on every node within two seconds. Keys are revoked instead.")
    public Response signOut(@Context HttpServletRequest request) {
        if (!sessions.end(ManifestsResource.caller(request), request.getRemoteAddr())) {
            throw new GatewayException(
                    ErrorType.CONFLICT,
                    "This is no token of /api/svc/v1/login. A key is ended with DELETE /api/svc/v1/keys/{id}.");
        }
        return Response.noContent().build();
    }
}
