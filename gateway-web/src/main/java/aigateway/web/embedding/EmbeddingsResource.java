package aigateway.web.embedding;

import aigateway.web.call.RequestBody;
import aigateway.web.chat.ChatCall;
import aigateway.web.chat.ChatCompletions;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.EmbeddingRequestReader;
import aigateway.web.response.ResponseStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /embeddings}, OpenAI's shape for every provider that embeds. */
@Path("embeddings")
@ApplicationScoped
@Tag(name = "Inference")
public class EmbeddingsResource {

    @Inject
    ChatCompletions calls;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Embed texts", description = "OpenAI's embeddings, answered by any model for embeddings.")
    public void embed(InputStream body, @Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        ChatRequest request = EmbeddingRequestReader.read(RequestBody.read(body, http.getContentLengthLong()));
        calls.complete(
                ChatCall.of(http, request, OpenAiClient.INSTANCE),
                new ResponseStream((HttpServletResponse) http.getAsyncContext().getResponse(), suspended));
    }
}
