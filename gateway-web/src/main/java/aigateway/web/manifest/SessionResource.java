package aigateway.web.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells a caller who the gateway takes it for. */
@Path("api/svc/v1")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Keys")
public class SessionResource {

    @Inject
    JsonWebToken token;

    @GET
    @Path("session")
    @Operation(summary = "Who am I?")
    public Response session() {
        ObjectNode body = Answer.object().put("subject", token.getSubject()).put("name", token.getName());
        token.getGroups().stream().sorted().forEach(body.putArray("groups")::add);
        return Answer.ok(body);
    }
}
