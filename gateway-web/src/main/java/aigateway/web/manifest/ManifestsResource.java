package aigateway.web.manifest;

import aigateway.audit.Actor;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.manifest.Manifests;
import aigateway.web.ApiDescription;
import aigateway.web.call.RequestCaller;
import aigateway.web.identity.Allow;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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

    @PUT
    @Path("apply")
    @Consumes({
        MediaType.APPLICATION_JSON,
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/x-yaml",
        MediaType.TEXT_PLAIN
    })
    @Operation(
            summary = "Apply manifests, all or nothing",
            description = "As JSON {manifest, dryRun}, where manifest is one, a list of them, or YAML as text; or the"
                    + " YAML itself, one or several documents, as application/yaml with dryRun in the query, true"
                    + " or false; without a value it is true.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.APPLY)))
    public Response apply(
            InputStream body,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("dryRun") @Nullable String trial,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context HttpServletRequest request) {
        boolean dryRun = Flag.of("dryRun", trial);
        String text = Request.text(body);
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON)) {
            return apply(text, dryRun, request);
        }
        JsonNode root = Request.parse(text);
        if (root.isArray() || root.has("type")) {
            return apply(text, dryRun, request);
        }
        Request fields = Request.of(root, Set.of("manifest", "text", "dryRun"));
        JsonNode manifest = fields.field("manifest")
                .or(() -> fields.field("text"))
                .orElseThrow(() -> GatewayException.badRequest("Field 'manifest' is missing.", "manifest"));
        return apply(
                manifest.isTextual() ? manifest.textValue() : manifest.toString(),
                dryRun || fields.flag("dryRun"),
                request);
    }

    private Response apply(String text, boolean dryRun, HttpServletRequest request) {
        return Answer.of(manifests.apply(text, actor(request), dryRun), dryRun);
    }

    @POST
    @Path("delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Delete a manifest",
            description =
                    "{kind, name, dryRun}; dryRun may stand in the query, too. Refused while another refers to it.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.DELETE)))
    public Response delete(
            InputStream body,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("dryRun") @Nullable String trial,
            @Context HttpServletRequest request) {
        boolean asked = Flag.of("dryRun", trial);
        Request fields = Request.read(body, Set.of("kind", "name", "dryRun"));
        String kind = kind(fields);
        String name = fields.required("name");
        boolean dryRun = fields.flag("dryRun") || asked;
        return Answer.of(manifests.delete(kind, name, actor(request), dryRun), dryRun);
    }

    private String kind(Request fields) {
        String kind = fields.required("kind");
        if (!manifests.isKind(kind)) {
            throw GatewayException.badRequest(
                    "Field 'kind' names none; there are " + String.join(", ", manifests.kinds()) + ".", "kind");
        }
        return kind;
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
    private String singular(String kind) {
        boolean plural = kind.endsWith("s") && manifests.isKind(kind.substring(0, kind.length() - 1));
        String name = plural ? kind.substring(0, kind.length() - 1) : kind;
        if (!manifests.isKind(name)) {
            throw new GatewayException(ErrorType.NOT_FOUND, "There are no manifests of the kind '" + kind + "'.");
        }
        return name;
    }

    static Actor actor(HttpServletRequest request) {
        return new Actor(caller(request).subject().toString(), request.getRemoteAddr());
    }

    static Caller caller(HttpServletRequest request) {
        return RequestCaller.of(request);
    }
}
