package aigateway.web.health;

import aigateway.web.identity.Public;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/**
 * MicroProfile Health on the application's own port. Payara answers these addresses before we do; WildFly keeps its own
 * on the management port, where a load balancer does not look.
 */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Public
@SecurityRequirements
public class HealthResource {

    @Inject
    @Any
    Instance<HealthCheck> all;

    @Inject
    @Liveness
    Instance<HealthCheck> liveness;

    @Inject
    @Readiness
    Instance<HealthCheck> readiness;

    @Inject
    @Startup
    Instance<HealthCheck> startup;

    @GET
    @Operation(summary = "All health checks")
    public Response health() {
        return answer(all);
    }

    @GET
    @Path("live")
    @Operation(summary = "Whether the gateway runs")
    public Response live() {
        return answer(liveness);
    }

    @GET
    @Path("ready")
    @Operation(summary = "Whether requests are served: database and broker have been there, and may be away since")
    public Response ready() {
        return answer(readiness);
    }

    @GET
    @Path("started")
    @Operation(summary = "Whether the gateway has started")
    public Response started() {
        return answer(startup);
    }

    private static JsonObjectBuilder data(HealthCheckResponse response) {
        JsonObjectBuilder data = Json.createObjectBuilder();
        response.getData()
                .ifPresent(facts -> facts.forEach((name, value) -> {
                    if (value instanceof Boolean flag) {
                        data.add(name, flag);
                    } else {
                        data.add(name, String.valueOf(value));
                    }
                }));
        return data;
    }

    private static Response answer(Instance<HealthCheck> checks) {
        boolean up = true;
        JsonArrayBuilder results = Json.createArrayBuilder();
        for (HealthCheck check : checks) {
            HealthCheckResponse response = check.call();
            up &= response.getStatus() == HealthCheckResponse.Status.UP;
            results.add(Json.createObjectBuilder()
                    .add("name", response.getName())
                    .add("status", response.getStatus().name())
                    .add("data", data(response)));
        }
        String body = Json.createObjectBuilder()
                .add("status", up ? "UP" : "DOWN")
                .add("checks", results)
                .build()
                .toString();
        return Response.status(up ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                .entity(body)
                .build();
    }
}
