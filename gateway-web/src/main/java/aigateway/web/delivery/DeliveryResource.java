package aigateway.web.delivery;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.delivery.DeadLetter;
import aigateway.delivery.DeadLetters;
import aigateway.delivery.DeadLetters.Selection;
import aigateway.delivery.DeliveryCount;
import aigateway.delivery.DeliveryDesk;
import aigateway.delivery.ExporterStatus;
import aigateway.delivery.StoreStatus;
import aigateway.delivery.UnavailableException;
import aigateway.identity.Caller;
import aigateway.web.call.RequestCaller;
import aigateway.web.identity.Allow;
import aigateway.web.manifest.Answer;
import aigateway.web.manifest.Page;
import aigateway.web.manifest.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the OTLP exporters fare, and what they have given up. */
@Path("api/svc/v1/otel")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@ApplicationScoped
@Allow(Caller.ADMIN)
@Tag(name = "Delivery")
public class DeliveryResource {

    private static final int MOST = 1_000;
    private static final Set<String> SELECTION = Set.of("exporter", "ids");

    @Inject
    DeliveryDesk desk;

    @Inject
    DeadLetters letters;

    @GET
    @Path("exporters")
    @Operation(
            summary = "How each exporter fares",
            description =
                    "waiting and dead are messages, each with one or more traces; delivered and dropped are spans;"
                            + " failed are attempts that were repeated. Where the broker does not count them, 1,000 waiting or dead messages mean that or more.")
    public Response exporters() {
        ObjectNode body = Answer.object();
        ArrayNode data = body.putArray("data");
        available(desk::all).forEach(status -> data.add(json(status)));
        return Answer.ok(body);
    }

    @GET
    @Path("store")
    @Operation(
            summary = "How the store of spans fares",
            description = "As for an exporter. waiting is null where the broker does not tell.")
    public Response store() {
        StoreStatus status = available(desk::store);
        ObjectNode body = Answer.object()
                .put("name", StoreStatus.NAME)
                .put(
                        "waiting",
                        status.waiting().isPresent() ? (Long) status.waiting().getAsLong() : null);
        return Answer.ok(with(body, status.count(), status.dead()));
    }

    @POST
    @Path("exporters/{name}/test")
    @Operation(
            summary = "Sends one small trace to an exporter",
            description = "Where it ends is seen in the exporter's figures.")
    public Response test(@PathParam("name") String name, @Context HttpServletRequest request) {
        String asker = RequestCaller.of(request).subject().name();
        String traceId = available(() -> desk.test(name, asker));
        if (traceId.isEmpty()) {
            throw new GatewayException(ErrorType.NOT_FOUND, "There is no exporter '" + name + "'.");
        }
        return Answer.ok(Answer.object().put("traceId", traceId));
    }

    @GET
    @Path("dead-letters")
    @Operation(summary = "Messages that were given up, the oldest first")
    public Response deadLetters(
            @QueryParam("exporter") @Nullable String exporter, @QueryParam("limit") @DefaultValue("100") String limit) {
        int most = Page.number("limit", limit, 1, MOST);
        ObjectNode body = Answer.object();
        ArrayNode data = body.putArray("data");
        available(() -> letters.list(new Selection(exporter, List.of()), most))
                .forEach(letter -> data.add(json(letter)));
        return Answer.ok(body);
    }

    @POST
    @Path("dead-letters/replay")
    @Operation(
            summary = "Gives messages back to their exporters",
            description = "All of one exporter, or those with the given ids.")
    public Response replay(InputStream body) {
        Selection selection = selection(body);
        return Answer.ok(Answer.object().put("replayed", available(() -> letters.replay(selection))));
    }

    @POST
    @Path("dead-letters/discard")
    @Operation(summary = "Throws messages away", description = "All of one exporter, or those with the given ids.")
    public Response discard(InputStream body) {
        Selection selection = selection(body);
        return Answer.ok(Answer.object().put("discarded", available(() -> letters.discard(selection))));
    }

    private static Selection selection(InputStream body) {
        Request request = Request.read(body, SELECTION);
        String exporter = request.string("exporter").orElse(null);
        List<String> ids = new ArrayList<>();
        request.field("ids").ifPresent(list -> {
            for (JsonNode id : list) {
                if (!id.isTextual()) {
                    break;
                }
                ids.add(id.textValue());
            }
            if (!list.isArray() || list.isEmpty() || ids.size() < list.size() || ids.size() > MOST) {
                throw GatewayException.badRequest(
                        "Field 'ids' must be a list of 1 to " + MOST + " ids of dead letters.", "ids");
            }
        });
        if (exporter == null && ids.isEmpty()) {
            throw GatewayException.badRequest("Say which: 'exporter', 'ids' or both.", "exporter");
        }
        return new Selection(exporter, ids);
    }

    private static <T> T available(Supplier<T> question) {
        try {
            return question.get();
        } catch (UnavailableException e) {
            throw new GatewayException(
                    ErrorType.UNAVAILABLE, String.valueOf(e.getMessage()), null, java.util.Map.of(), e);
        }
    }

    private static ObjectNode json(ExporterStatus status) {
        ObjectNode body = Answer.object()
                .put("name", status.name())
                .put("endpoint", status.endpoint())
                .put("profile", status.profile())
                .put("waiting", status.waiting());
        return with(body, status.count(), status.dead());
    }

    private static ObjectNode with(ObjectNode body, DeliveryCount count, long dead) {
        return body.put("delivered", count.delivered())
                .put("failed", count.failed())
                .put("dropped", count.dropped())
                .put("dead", dead)
                .put("deliveredAt", text(count.deliveredAt()))
                .put("error", count.error())
                .put("errorAt", text(count.errorAt()));
    }

    private static ObjectNode json(DeadLetter letter) {
        return Answer.object()
                .put("id", letter.id())
                .put("exporter", letter.exporter())
                .put("reason", letter.reason())
                .put("at", letter.at().toString())
                .put("spans", letter.spans());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
