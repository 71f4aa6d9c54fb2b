package aigateway.web.manifest;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.identity.Keys;
import aigateway.identity.Subject;
import aigateway.manifest.ApplyResult;
import aigateway.manifest.Manifests;
import aigateway.web.call.RequestCaller;
import aigateway.web.identity.Allow;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Manifests over HTTP: apply, delete, read. */
@Path("api/svc/v1")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Allow(Caller.ADMIN)
@Tag(name = "Configuration")
public class ManifestsResource {

    private static final int MAX_PAGE = 1000;

    @Inject
    Manifests manifests;

    @Inject
    Keys keys;

    @PUT
    @Path("apply")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Apply manifests",
            description = "{manifest, dryRun}: a manifest as JSON, a list of them, or YAML as text. All or nothing.")
    public Response apply(InputStream body, @Context ContainerRequestContext request) {
        String text = Request.text(body);
        JsonNode root = Request.parse(text);
        if (root.isArray() || root.has("type")) {
            return apply(text, false, request);
        }
        Request fields = Request.read(
                new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Set.of("manifest", "text", "dryRun"));
        JsonNode manifest = fields.field("manifest")
                .or(() -> fields.field("text"))
                .orElseThrow(() -> GatewayException.badRequest("Field 'manifest' is missing.", "manifest"));
        return apply(manifest.isTextual() ? manifest.textValue() : manifest.toString(), fields.flag("dryRun"), request);
    }

    @PUT
    @Path("apply")
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain"})
    @Operation(summary = "Apply manifests written as YAML, one or several documents")
    public Response applyYaml(
            InputStream body, @QueryParam("dryRun") boolean dryRun, @Context ContainerRequestContext request) {
        return apply(Request.text(body), dryRun, request);
    }

    private Response apply(String text, boolean dryRun, ContainerRequestContext request) {
        return Answer.of(manifests.apply(text, actor(request), dryRun), dryRun);
    }

    @POST
    @Path("delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Delete a manifest", description = "{kind, name, dryRun}. Refused while another refers to it.")
    public Response delete(InputStream body, @Context ContainerRequestContext request) {
        Request fields = Request.read(body, Set.of("kind", "name", "dryRun"));
        String kind = fields.required("kind");
        String name = fields.required("name");
        boolean dryRun = fields.flag("dryRun");
        ApplyResult result = manifests.delete(kind, name, actor(request), dryRun);
        if (result instanceof ApplyResult.Applied && !dryRun) {
            // A later namesake must not inherit them.
            subject(kind, name).ifPresent(keys::revokeAll);
        }
        return Answer.of(result, dryRun);
    }

    private static java.util.Optional<Subject> subject(String kind, String name) {
        return switch (kind) {
            case "virtual-account" -> java.util.Optional.of(Subject.virtualAccount(name));
            case "user" -> java.util.Optional.of(Subject.user(name));
            default -> java.util.Optional.empty();
        };
    }

    @GET
    @Path("{kind}")
    @Operation(summary = "List the manifests of a kind", description = "Secrets are masked.")
    public Response list(
            @PathParam("kind") String kind,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return Answer.page(
                manifests.list(singular(kind)),
                Page.number("offset", offset, 0, Integer.MAX_VALUE),
                Page.number("limit", limit, 1, MAX_PAGE),
                Answer::manifest);
    }

    @GET
    @Path("{kind}/{name}")
    @Operation(summary = "Read a manifest", description = "Secrets are masked; applying it again keeps them.")
    public Response find(@PathParam("kind") String kind, @PathParam("name") String name) {
        return manifests
                .find(singular(kind), name)
                .map(Answer::manifest)
                .map(Answer::ok)
                .orElseThrow(() -> new GatewayException(
                        ErrorType.NOT_FOUND, "There is no " + singular(kind) + " '" + name + "'."));
    }

    @GET
    @Path("{kind}/{name}/history")
    @Operation(summary = "Who changed a manifest, when, and what it was before; newest first")
    public Response history(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        return Answer.page(
                manifests.history(singular(kind), name),
                Page.number("offset", offset, 0, Integer.MAX_VALUE),
                Page.number("limit", limit, 1, MAX_PAGE),
                Answer::change);
    }

    /** {@code virtual-accounts} as well as {@code virtual-account}. */
    private static String singular(String kind) {
        boolean plural = List.of("provider-accounts", "virtual-models", "virtual-accounts", "users", "teams")
                        .contains(kind)
                || kind.equals("identity-providers");
        return plural ? kind.substring(0, kind.length() - 1) : kind;
    }

    static String actor(ContainerRequestContext request) {
        return caller(request).subject().toString();
    }

    static Caller caller(ContainerRequestContext request) {
        return (Caller) request.getProperty(RequestCaller.PROPERTY);
    }
}
