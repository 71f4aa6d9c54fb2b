package aigateway.web.manifest;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Passwords;
import aigateway.identity.Sessions;
import aigateway.web.ApiDescription;
import aigateway.web.identity.Public;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A name and a password for a token of eight hours. */
@Path("api/svc/v1")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Public
@Tag(name = "Keys")
public class LoginResource {

    private static final Duration LENGTH = Duration.ofHours(8);

    @Inject
    Passwords passwords;

    @Inject
    Sessions sessions;

    @Inject
    InstantSource clock;

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sign in", description = "{username, password} is answered with {token, expiresAt}.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.LOGIN)))
    @APIResponse(
            responseCode = "200",
            description = "token, and when it ends",
            content = @Content(mediaType = MediaType.APPLICATION_JSON))
    @APIResponse(
            responseCode = "401",
            description = "Not right, or too soon after others",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.ERROR)))
    @SecurityRequirements
    public Response login(InputStream body, @Context HttpServletRequest request) {
        Request fields = Request.read(body, Set.of("username", "password"));
        Caller caller = passwords
                .signIn(fields.required("username"), fields.required("password"), request.getRemoteAddr())
                .orElseThrow(() -> new GatewayException(
                        ErrorType.UNAUTHENTICATED, "The user name or the password is not right, or it is too soon."));
        String expiresAt =
                clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LENGTH).toString();
        return Answer.ok(Answer.object()
                .put("token", sessions.open(caller.subject(), LENGTH))
                .put("expiresAt", expiresAt));
    }
}
