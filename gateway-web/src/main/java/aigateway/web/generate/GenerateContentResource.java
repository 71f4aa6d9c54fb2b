package aigateway.web.generate;

import static aigateway.call.GatewayException.badRequest;
import static aigateway.call.Operation.CHAT;
import static aigateway.call.Operation.EMBEDDING;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import aigateway.web.call.RequestBodies;
import aigateway.web.chat.ChatCompletions;
import aigateway.web.gemini.EmbedContentRequest;
import aigateway.web.gemini.GeminiClient;
import aigateway.web.gemini.GeminiEmbeddings;
import aigateway.web.gemini.GenerateContentRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1beta/models/{model}:generateContent} and its kin, Gemini's shape for every provider. */
@Path("v1beta/models")
@ApplicationScoped
@Tag(name = "Inference")
public class GenerateContentResource {

    @Inject
    ChatCompletions completions;

    @Inject
    RequestBodies bodies;

    @POST
    @Path("{model: .+}:{method: [A-Za-z]+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD})
    @Operation(
            summary = "Generate content",
            description =
                    "Gemini's generateContent, streamGenerateContent?alt=sse, embedContent and batchEmbedContents, answered by any model; countTokens estimates.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public void generate(
            @PathParam("model") String model,
            @PathParam("method") String method,
            @QueryParam("alt") @Nullable String alt,
            @Context HttpServletRequest http,
            @Suspended AsyncResponse suspended) {
        if (method.equals("countTokens")) {
            bodies.read(http, suspended, body -> suspended.resume(counted(body, model)));
            return;
        }
        if (method.equals("embedContent") || method.equals("batchEmbedContents")) {
            boolean batch = method.startsWith("batch");
            completions.complete(
                    http,
                    suspended,
                    EMBEDDING,
                    GeminiEmbeddings.CLIENT,
                    body -> EmbedContentRequest.read(body, model, batch));
            return;
        }
        boolean stream = isStream(method, alt);
        completions.complete(
                http, suspended, CHAT, GeminiClient.INSTANCE, body -> GenerateContentRequest.read(body, model, stream));
    }

    /** An estimate from the length of the text, for every model alike. */
    private static Response counted(byte[] body, String model) {
        long tokens = GenerateContentRequest.read(GenerateContentRequest.toBeCounted(body), model, false)
                .inputTokens();
        return Response.ok(Map.of("totalTokens", tokens))
                .header("x-tfy-usage", "estimated")
                .build();
    }

    private static boolean isStream(String method, @Nullable String alt) {
        return switch (method) {
            case "generateContent" -> false;
            case "streamGenerateContent" -> {
                if (!"sse".equals(alt)) {
                    throw badRequest("Streams are told as server-sent events: add ?alt=sse to the address.", "alt");
                }
                yield true;
            }
            default -> throw new GatewayException(
                    ErrorType.NOT_FOUND,
                    "There is no method '" + method
                            + "'; there are generateContent, streamGenerateContent, embedContent, batchEmbedContents and countTokens.");
        };
    }
}
