package aigateway.web.audio;

import static aigateway.call.Operation.SPEECH;
import static aigateway.call.Operation.TRANSCRIPTION;
import static aigateway.call.Operation.TRANSLATION;

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

/** {@code POST /audio/…}, OpenAI's shape. */
@Path("audio")
@ApplicationScoped
@Tag(name = "Inference")
public class AudioResource {

    @Inject
    MediaCalls calls;

    @POST
    @Path("speech")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(summary = "Speak a text", description = "OpenAI's speech; sound, or events when asked.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void speak(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.json(http, suspended, SPEECH);
    }

    @POST
    @Path("transcriptions")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(summary = "Write down what is said", description = "OpenAI's transcription; streamed when asked.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(type = SchemaType.OBJECT)))
    public void transcribe(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.form(http, suspended, TRANSCRIPTION);
    }

    @POST
    @Path("translations")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Write down in English what is said", description = "OpenAI's translation.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(type = SchemaType.OBJECT)))
    public void translate(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.form(http, suspended, TRANSLATION);
    }
}
