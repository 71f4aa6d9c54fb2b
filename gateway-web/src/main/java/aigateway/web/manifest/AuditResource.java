package aigateway.web.manifest;

import aigateway.audit.AuditAction;
import aigateway.audit.AuditEntry;
import aigateway.audit.AuditFilter;
import aigateway.audit.AuditPage;
import aigateway.audit.AuditQueries;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.manifest.Manifests;
import aigateway.web.ApiDescription;
import aigateway.web.identity.Allow;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit trail over HTTP. */
@Path("api/svc/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Allow(Caller.ADMIN)
@Tag(name = "Audit")
public class AuditResource {

    private static final int MAX_PAGE = 1000;

    @Inject
    AuditQueries entries;

    @Inject
    Manifests manifests;

    @GET
    @Operation(
            summary = "Who did what, when, from where; newest first",
            description = "from and to are times (from 2030-01-31T00:00:00Z on, before to); actor is a subject such as"
                    + " user:ann@example.com; type and name say what it was done to. The answer's nextPageToken is the"
                    + " pageToken of the next page; without one there is none.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.AUDIT)))
    public Response list(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("type") @Nullable String type,
            @QueryParam("name") @Nullable String name,
            @QueryParam("pageToken") @Nullable String pageToken,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        AuditFilter filter = new AuditFilter(
                time("from", from),
                time("to", to),
                given("actor", actor),
                action(given("action", action)),
                given("type", type),
                given("name", name));
        AuditPage page = entries.page(filter, given("pageToken", pageToken), Page.number("limit", limit, 1, MAX_PAGE))
                .orElseThrow(() -> GatewayException.badRequest(
                        "Parameter 'pageToken' is no page token of this gateway; leave it out for the first page.",
                        "pageToken"));
        ObjectNode body = Answer.object();
        ArrayNode data = body.putArray("data");
        page.entries().forEach(entry -> data.add(json(entry)));
        body.put("nextPageToken", page.next());
        return Answer.ok(body);
    }

    @GET
    @Path("{id: -?[0-9]{1,18}}")
    @Operation(
            summary = "One entry",
            description = "With the manifest before and after as YAML, where it is about one. Secrets are masked.")
    public Response find(@PathParam("id") long id) {
        ObjectNode body = entries.find(id)
                .map(AuditResource::json)
                .orElseThrow(() -> new GatewayException(
                        ErrorType.NOT_FOUND, "The audit trail has no entry " + id + ", or not any more."));
        manifests.change(id).ifPresent(change -> body.put(
                        "before", change.change().before())
                .put("after", change.change().after()));
        return Answer.ok(body);
    }

    private static ObjectNode json(AuditEntry entry) {
        return Answer.object()
                .put("id", String.valueOf(entry.id()))
                .put("at", entry.at().toString())
                .put("lastAt", entry.lastAt().toString())
                .put("times", entry.times())
                .put("actor", entry.actor().name())
                .put("address", entry.actor().address())
                .put("action", entry.action().text())
                .put("outcome", entry.action().outcome().text())
                .put("type", entry.thing().type())
                .put("name", entry.thing().name())
                .put("detail", entry.detail())
                .put("version", entry.version());
    }

    private static @Nullable String given(String name, @Nullable String parameter) {
        return parameter == null || parameter.isBlank() ? null : Keepable.text("Parameter", name, parameter.strip());
    }

    private static @Nullable Instant time(String name, @Nullable String parameter) {
        String given = given(name, parameter);
        return given == null ? null : Keepable.time("Parameter", name, given);
    }

    private static @Nullable AuditAction action(@Nullable String text) {
        return text == null
                ? null
                : AuditAction.parse(text)
                        .orElseThrow(() -> GatewayException.badRequest(
                                "Parameter 'action' must be one of "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(AuditAction.values())
                                                        .map(AuditAction::text)
                                                        .toList())
                                        + ".",
                                "action"));
    }
}
