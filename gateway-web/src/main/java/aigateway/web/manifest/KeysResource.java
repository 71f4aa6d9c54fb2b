package aigateway.web.manifest;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.AccessKey;
import aigateway.identity.Caller;
import aigateway.identity.Keys;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.Manifests;
import aigateway.manifest.type.User;
import aigateway.manifest.type.VirtualAccount;
import aigateway.web.ApiDescription;
import aigateway.web.identity.Allow;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Keys over HTTP. A key's value is in the answer that makes it and in no other. */
@Path("api/svc/v1")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Keys")
public class KeysResource {

    @Inject
    Keys keys;

    @Inject
    Manifests manifests;

    @Inject
    Configuration configuration;

    @Inject
    InstantSource clock;

    @POST
    @Path("virtual-accounts/{name}/token")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Allow(Caller.ADMIN)
    @Operation(
            summary = "Make a new key for a virtual account, in the place of those it has",
            description = "{name, form: jwt|opaque, expiresAt, graceSeconds}, all optional. The old keys work for"
                    + " graceSeconds more. A token that stands in the manifest is changed there: 409.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.NEW_KEY)))
    public Response regenerate(@PathParam("name") String name, InputStream body, @Context HttpServletRequest request) {
        Request fields = Request.read(body, Set.of("name", "form", "expiresAt", "graceSeconds"));
        mustExist(name);
        VirtualAccount account = configuration.current().virtualAccounts().get(name);
        if (account != null && account.token() != null) {
            throw new GatewayException(
                    ErrorType.CONFLICT,
                    "The token of the virtual account '" + name + "' stands in its manifest and would go on working."
                            + " Change or remove 'token' there, with PUT /api/svc/v1/apply.");
        }
        return Answer.issued(keys.replace(
                Subject.virtualAccount(name),
                name(fields, "token"),
                form(fields),
                expiry(fields),
                Duration.ofSeconds(fields.seconds("graceSeconds")),
                ManifestsResource.actor(request)));
    }

    @GET
    @Path("virtual-accounts/{name}/keys")
    @Allow(Caller.ADMIN)
    @Operation(
            summary = "List the keys of a virtual account, without their values",
            description = "manifestToken is there when a token stands in the manifest, and says when it was last used.")
    public Response keysOfVirtualAccount(@PathParam("name") String name) {
        mustExist(name);
        Subject subject = Subject.virtualAccount(name);
        List<AccessKey> theirs = keys.of(subject);
        ObjectNode body = Answer.list(theirs, 0, theirs.size(), Answer::key);
        VirtualAccount account = configuration.current().virtualAccounts().get(name);
        if (account != null && account.token() != null) {
            body.putObject("manifestToken")
                    .put(
                            "lastUsedAt",
                            keys.manifestTokenUsedAt(subject)
                                    .map(Instant::toString)
                                    .orElse(null));
        }
        return Answer.ok(body);
    }

    @POST
    @Path("personal-access-tokens")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            summary = "Make a key for oneself",
            description = "{name, form: jwt|opaque, expiresAt}, all optional. Only for users the gateway itself knows.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.NEW_KEY)))
    public Response issue(InputStream body, @Context HttpServletRequest request) {
        Request fields = Request.read(body, Set.of("name", "form", "expiresAt"));
        Subject subject = ManifestsResource.caller(request).subject();
        if (subject.type() != Subject.Type.USER
                || !configuration.current().users().containsKey(subject.name())) {
            throw new GatewayException(
                    ErrorType.FORBIDDEN,
                    "Personal access tokens are for users that have a " + User.TYPE + " manifest.");
        }
        return Answer.issued(keys.issue(
                subject,
                name(fields, "personal access token"),
                form(fields),
                expiry(fields),
                ManifestsResource.actor(request)));
    }

    @GET
    @Path("personal-access-tokens")
    @Operation(summary = "List one's own keys, without their values")
    public Response own(@Context HttpServletRequest request) {
        List<AccessKey> own = keys.of(ManifestsResource.caller(request).subject());
        return Answer.page(own, 0, own.size(), Answer::key);
    }

    @DELETE
    @Path("keys/{id}")
    @Operation(summary = "Revoke a key", description = "One's own; administrators may revoke any.")
    public Response revoke(@PathParam("id") String id, @Context HttpServletRequest request) {
        Caller caller = ManifestsResource.caller(request);
        AccessKey key = keys.find(id)
                .filter(it -> caller.isAdmin() || it.subject().equals(caller.subject()))
                .orElseThrow(() -> new GatewayException(ErrorType.NOT_FOUND, "There is no key '" + id + "'."));
        keys.revoke(key.id(), ManifestsResource.actor(request));
        return Response.noContent().build();
    }

    private void mustExist(String virtualAccount) {
        if (manifests.find(VirtualAccount.TYPE, virtualAccount).isEmpty()) {
            throw new GatewayException(ErrorType.NOT_FOUND, "There is no virtual-account '" + virtualAccount + "'.");
        }
    }

    private static String name(Request fields, String usual) {
        String name = fields.string("name").orElse(usual);
        if (name.length() > Keys.LONGEST_NAME) {
            throw GatewayException.badRequest(
                    "Field 'name' may have at most " + Keys.LONGEST_NAME + " characters.", "name");
        }
        return name;
    }

    private static AccessKey.Form form(Request fields) {
        return switch (fields.string("form").orElse("jwt")) {
            case "jwt" -> AccessKey.Form.JWT;
            case "opaque" -> AccessKey.Form.OPAQUE;
            default -> throw GatewayException.badRequest("Field 'form' must be jwt or opaque.", "form");
        };
    }

    private @Nullable Instant expiry(Request fields) {
        Instant expiry = fields.instant("expiresAt").orElse(null);
        if (expiry != null && !expiry.isAfter(clock.instant())) {
            throw GatewayException.badRequest("Field 'expiresAt' must be in the future.", "expiresAt");
        }
        return expiry;
    }
}
