package aigateway.web.embedding;

import static aigateway.call.Operation.EMBEDDING;

import aigateway.web.chat.ChatCompletions;
import aigateway.web.cohere.CohereEmbeddings;
import aigateway.web.cohere.EmbedRequest;
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

/** {@code POST /v2/embed}, Cohere's shape for every provider that embeds. */
@Path("v2/embed")
@ApplicationScoped
@Tag(name = "Inference")
public class EmbedResource {

    @Inject
    ChatCompletions calls;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Embed texts", description = "Cohere's second embed, answered by any model for embeddings.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void embed(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.complete(http, suspended, EMBEDDING, CohereEmbeddings.CLIENT, EmbedRequest::read);
    }
}
