package aigateway.web.spans;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.feedback.Feedback;
import aigateway.feedback.Feedbacks;
import aigateway.identity.Caller;
import aigateway.telemetry.query.FilterValues;
import aigateway.telemetry.query.SpanQuery;
import aigateway.telemetry.query.SpanSearch;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.RequestCaller;
import aigateway.web.manifest.Answer;
import aigateway.web.manifest.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Opinions of answers: of whatever somebody may see. */
@Path("api/svc/v1/gateway-feedback")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@ApplicationScoped
@Tag(name = "Telemetry")
public class FeedbackResource {

    private static final Set<String> FIELDS = Set.of("target", "rating", "comment", "metadata");

    @EJB
    Feedbacks feedbacks;

    @EJB
    SpanSearch search;

    @Inject
    TracingProjects projects;

    /** @param metadata a JSON object */
    private record Opinion(int rating, @Nullable String comment, @Nullable String metadata) {}

    @POST
    @Operation(
            summary = "Rate an answer",
            description = "{target: {feedbackTargetId}, rating: 1 to 5, comment, metadata}; the target's id is in every"
                    + " answer's header x-tfy-feedback-target-id. Said again, it is said instead.")
    public Response give(InputStream body, @Context HttpServletRequest http) {
        Caller caller = RequestCaller.of(http);
        Request request = Request.read(body, FIELDS);
        FeedbackTarget target = FeedbackTarget.of(request);
        Opinion opinion = opinion(request);
        SpanQuery query = new SpanQuery(
                null,
                null,
                null,
                false,
                List.of(target.traceId()),
                List.of(target.spanId()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of());
        if (search.find(query, projects.viewer(caller), "", null, 1).spans().isEmpty()) {
            throw new GatewayException(
                    ErrorType.NOT_FOUND, "There is no such span; one can be rated about a second after its answer.");
        }
        return id(feedbacks.give(
                target.traceId(),
                target.spanId(),
                caller.subject(),
                opinion.rating(),
                opinion.comment(),
                opinion.metadata()));
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Change one's feedback", description = "{rating, comment, metadata}")
    public Response change(@PathParam("id") String id, InputStream body, @Context HttpServletRequest http) {
        Opinion opinion = opinion(Request.read(body, FIELDS));
        if (!feedbacks.change(
                id, RequestCaller.of(http).subject(), opinion.rating(), opinion.comment(), opinion.metadata())) {
            throw nothing();
        }
        return id(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Take one's feedback back")
    public Response takeBack(@PathParam("id") String id, @Context HttpServletRequest http) {
        if (!feedbacks.takeBack(id, RequestCaller.of(http).subject())) {
            throw nothing();
        }
        return id(id);
    }

    private static GatewayException nothing() {
        return new GatewayException(ErrorType.NOT_FOUND, "There is no such feedback of yours.");
    }

    private static Response id(String id) {
        ObjectNode body = Answer.object();
        body.putObject("data").put("id", id);
        return Answer.ok(body);
    }

    private static Opinion opinion(Request request) {
        int rating = request.field("rating")
                .filter(JsonNode::isInt)
                .map(JsonNode::intValue)
                .filter(value -> value >= Feedback.WORST && value <= Feedback.BEST)
                .orElseThrow(() -> badRequest(
                        "Field 'rating' must be a whole number from " + Feedback.WORST + " to " + Feedback.BEST + ".",
                        "rating"));
        String comment = request.string("comment").orElse(null);
        if (comment != null && comment.length() > Feedback.LONGEST_COMMENT) {
            throw badRequest(
                    "Field 'comment' may have at most " + Feedback.LONGEST_COMMENT + " characters.", "comment");
        }
        String metadata = request.field("metadata")
                .map(node -> {
                    if (!node.isObject() || node.toString().length() > Feedback.LONGEST_METADATA) {
                        throw badRequest(
                                "Field 'metadata' must be an object of at most " + Feedback.LONGEST_METADATA
                                        + " characters.",
                                "metadata");
                    }
                    return FilterValues.clean(node.toString());
                })
                .orElse(null);
        return new Opinion(rating, comment, metadata);
    }
}
