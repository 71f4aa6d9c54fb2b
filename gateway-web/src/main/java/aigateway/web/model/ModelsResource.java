package aigateway.web.model;

import aigateway.call.DeniedException;
import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.identity.Caller;
import aigateway.web.call.RequestCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /models}: OpenAI's list, of what this key may use and nothing else. */
@Path("models")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inference")
public class ModelsResource {

    @Inject
    UsableModels models;

    @GET
    @Operation(summary = "List the models this key may use")
    public String list(@Context HttpServletRequest http) {
        return ModelsJson.list(models.of(caller(http)));
    }

    @GET
    @Path("{id: .+}")
    @Operation(summary = "Describe one model")
    public String get(@PathParam("id") String id, @Context HttpServletRequest http) {
        return models.of(caller(http)).stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .map(ModelsJson::one)
                .orElseThrow(() -> models.isKnown(id) ? DeniedException.model(id) : unknown(id));
    }

    private static GatewayException unknown(String id) {
        return new GatewayException(
                ErrorType.MODEL_NOT_FOUND,
                "The model '" + id + "' does not exist. GET /v1/models lists the ones this key may use.",
                "model",
                Map.of(),
                null);
    }

    private static Caller caller(HttpServletRequest http) {
        return RequestCaller.of(http);
    }
}
