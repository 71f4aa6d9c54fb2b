package aigateway.web.image;

import static aigateway.call.Operation.IMAGE_EDIT;
import static aigateway.call.Operation.IMAGE_GENERATION;
import static aigateway.call.Operation.IMAGE_VARIATION;

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

/** {@code POST /images/…}, OpenAI's shape. */
@Path("images")
@ApplicationScoped
@Tag(name = "Inference")
public class ImagesResource {

    @Inject
    MediaCalls calls;

    @POST
    @Path("generations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(summary = "Make a picture", description = "OpenAI's image generation; streamed when asked.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void generate(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.json(http, suspended, IMAGE_GENERATION);
    }

    @POST
    @Path("edits")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(summary = "Change a picture", description = "OpenAI's image edit; streamed when asked.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(type = SchemaType.OBJECT)))
    public void edit(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.form(http, suspended, IMAGE_EDIT);
    }

    @POST
    @Path("variations")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Vary a picture", description = "OpenAI's image variation.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(type = SchemaType.OBJECT)))
    public void vary(@Context HttpServletRequest http, @Suspended AsyncResponse suspended) {
        calls.form(http, suspended, IMAGE_VARIATION);
    }
}
