package aigateway.web.spans;

import aigateway.call.GatewayException;
import aigateway.telemetry.query.MetricsPoint;
import aigateway.telemetry.query.MetricsQuery;
import aigateway.telemetry.query.MetricsSearch;
import aigateway.telemetry.query.TooManyPointsException;
import aigateway.tracing.TracingProjects;
import aigateway.web.call.RequestCaller;
import aigateway.web.manifest.Answer;
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

/** What requests add up to: everybody asks for their own, an administrator for all. */
@Path("api/svc/v1/llm-gateway/metrics")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Telemetry")
public class MetricsQueryResource {

    @EJB
    MetricsSearch search;

    @Inject
    TracingProjects projects;

    @POST
    @Path("query")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            summary = "Add up requests",
            description = "{startTs, endTs, datasource, type: distribution or timeseries, interval: \"1 hour\","
                    + " aggregations: [{type: sum, count, avg, p50, p90 or p99, column}], groupBy, filters: [{fieldName,"
                    + " operator, value}]}. Each data point has its total and a value for each aggregation, sumCostInUSD"
                    + " say: null where it is known of none of the requests, as of models without a price.")
    public Response query(InputStream body, @Context HttpServletRequest http) {
        MetricsQuery query = MetricsRequest.read(body);
        try {
            List<MetricsPoint> points = search.find(query, projects.viewer(RequestCaller.of(http)));
            return Answer.ok(MetricsJson.points(query, points));
        } catch (TooManyPointsException e) {
            throw GatewayException.badRequest(e.getMessage(), null);
        }
    }
}
