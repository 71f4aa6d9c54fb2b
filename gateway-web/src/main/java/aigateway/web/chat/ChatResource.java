package aigateway.web.chat;

import static aigateway.call.Operation.CHAT;

import aigateway.web.ApiDescription;
import aigateway.web.call.CurrentRequest;
import aigateway.web.dialect.OpenAiClient;
import aigateway.web.openai.ChatRequestReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /chat/completions}, OpenAI's shape for every provider. */
@Path("chat/completions")
@ApplicationScoped
@Tag(name = "Inference")
public class ChatResource {

    @Inject
    ChatCompletions completions;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Complete a chat",
            description = "OpenAI's chat completion, answered by any model; streamed when asked.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = ApiDescription.CHAT)))
    public void complete(@Suspended AsyncResponse suspended) {
        completions.complete(CurrentRequest.get(), suspended, CHAT, OpenAiClient.INSTANCE, ChatRequestReader::read);
    }
}
