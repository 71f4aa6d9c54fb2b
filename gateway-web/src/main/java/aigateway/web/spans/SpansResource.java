package aigateway.web.spans;

import aigateway.call.GatewayException;
import aigateway.feedback.Feedback;
import aigateway.feedback.Feedbacks;
import aigateway.identity.Caller;
import aigateway.manifest.Configuration;
import aigateway.telemetry.query.PageTokenException;
import aigateway.telemetry.query.SpanPage;
import aigateway.telemetry.query.SpanSearch;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.RequestCaller;
import jakarta.ejb.EJB;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Spans by whatever is known of them: everybody asks for what they may see, an administrator for all. */
@Path("api/svc/v1/spans")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Telemetry")
public class SpansResource {

    @EJB
    SpanSearch search;

    @EJB
    Feedbacks feedbacks;

    @Inject
    Configuration configuration;

    @Inject
    TracingProjects projects;

    @POST
    @Path("query")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            summary = "Find spans",
            description =
                    "{startTime, endTime, tracingProjectFqn, traceIds, spanIds, parentSpanIds, createdBySubjectTypes,"
                            + " createdBySubjectSlugs, applicationNames, filters, limit, sortDirection, pageToken}; all of it is"
                            + " optional, and all conditions must hold. parentSpanIds [\"\"] are the roots. The next page is asked for"
                            + " with the same body and pagination.nextPageToken as pageToken; a page may be short before the end.")
    public Response query(InputStream body, @Context HttpServletRequest http) {
        Caller caller = RequestCaller.of(http);
        QueryRequest request = QueryRequest.read(body, configuration.current().tenant());
        SpanPage page = page(request, caller);
        return Response.ok(SpanJson.page(page, request.feedbacks() ? feedbacks(page) : List.of(), request.limit()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    private List<Feedback> feedbacks(SpanPage page) {
        return feedbacks.on(page.spans().stream()
                .map(span -> span.row().traceId())
                .distinct()
                .toList());
    }

    private SpanPage page(QueryRequest request, Caller caller) {
        try {
            return search.find(
                    request.query(),
                    projects.viewer(caller),
                    caller.subject().toString(),
                    request.token(),
                    request.limit());
        } catch (PageTokenException e) {
            throw GatewayException.badRequest("Field 'pageToken' " + e.getMessage() + ".", "pageToken");
        }
    }
}
