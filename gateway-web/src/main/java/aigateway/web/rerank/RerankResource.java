package aigateway.web.rerank;

import static aigateway.call.Operation.RERANK;

import aigateway.web.chat.MediaCalls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /rerank}, Cohere's shape for every provider that orders documents. */
@Path("/")
@ApplicationScoped
@Tag(name = "Inference")
public class RerankResource {

    @Inject
    MediaCalls calls;

    @POST
    @Path("rerank")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            summary = "Order documents by a query",
            description = "Cohere's reranking, answered by any model for it.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void rerank(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.json(http, suspended, RERANK);
    }

    @POST
    @Path("v2/rerank")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Order documents by a query", description = "The same where Cohere's second version has it.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void rerankAsSecondVersion(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.json(http, suspended, RERANK);
    }
}
