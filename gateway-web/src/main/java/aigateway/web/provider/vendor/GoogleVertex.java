package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.Secret;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.anthropic.ChatToMessages;
import aigateway.web.anthropic.MessagesAnswerToChat;
import aigateway.web.anthropic.MessagesRequest;
import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.gemini.ChatToGemini;
import aigateway.web.gemini.GeminiAnswerToChat;
import aigateway.web.gemini.GeminiStreamToChat;
import aigateway.web.gemini.GenerateContentRequest;
import aigateway.web.gemini.VertexEmbeddings;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Google's Vertex AI: Gemini, and Anthropic's models there. The account's address says project and place:
 * {@code https://europe-west4-aiplatform.googleapis.com/v1/projects/P/locations/europe-west4}. It is signed in to with a
 * service account, whose tokens are fetched and renewed beside the requests.
 *
 * @see <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">Vertex AI: inference</a>
 * @see <a href="https://docs.anthropic.com/en/api/claude-on-vertex-ai">Anthropic on Vertex AI</a>
 */
@HotPath
public class GoogleVertex extends GoogleModels {

    private static final URI NOWHERE = URI.create("https://aiplatform.googleapis.com/v1");
    private static final String ANTHROPIC_VERSION = "vertex-2023-10-16";

    @Inject
    GoogleTokens tokens;

    @Override
    public Set<String> accountTypes() {
        return Set.of("google-vertex");
    }

    /** Manifests without an address are refused: every account has a project. */
    @Override
    URI publicAddress() {
        return NOWHERE;
    }

    @Override
    String path(Target target, ChatRequest request) {
        String model = target.model().upstreamName();
        boolean anthropic = isAnthropic(model);
        String name = URLEncoder.encode(model.substring(model.lastIndexOf('/') + 1), StandardCharsets.UTF_8)
                .replace("%40", "@");
        return "publishers/" + (anthropic ? "anthropic" : "google") + "/models/" + name
                + method(model, anthropic, request);
    }

    private static String method(String model, boolean anthropic, ChatRequest request) {
        boolean painted = isPredicted(model, request.operation());
        if (painted || request.operation() == Operation.EMBEDDING) {
            return ":predict";
        }
        if (anthropic) {
            return request.stream() ? ":streamRawPredict" : ":rawPredict";
        }
        return request.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent";
    }

    private static boolean isAnthropic(String model) {
        return model.substring(model.lastIndexOf('/') + 1).startsWith("claude");
    }

    /** Each vendor's own client is understood, whichever models it is for. */
    @Override
    public boolean takesAsIs(Target target, ChatRequest request) {
        String model = target.model().upstreamName();
        return isAnthropic(model)
                ? request.original() instanceof MessagesRequest said && said.isSaidAlikeAtVertex()
                : request.original() instanceof GenerateContentRequest asked && asked.isSaidAlikeAtVertex(model);
    }

    @Override
    AsIs asIs(Target target, ChatRequest.Original original) {
        if (!(original instanceof MessagesRequest messages)) {
            return super.asIs(target, original);
        }
        MessagesRequest.AtVertex said =
                messages.atVertex(ANTHROPIC_VERSION, target.model().defaults(), target.overrides());
        return new AsIs(said.body(), said.headers(), said.dropped());
    }

    /** An API key is taken for a token that somebody else renews. */
    @Override
    void sign(RequestHeaders headers, Target target) {
        AuthData auth = target.account().authData();
        if (auth != null && auth.serviceAccount() == null) {
            headers.key("Authorization", "Bearer ", target);
        }
    }

    @Override
    CompletableFuture<UpstreamResponse> send(Target target, UpstreamRequest request) {
        AuthData auth = target.account().authData();
        Secret key = auth == null ? null : auth.serviceAccount();
        if (key == null) {
            return client.send(request);
        }
        return client.sendWith(tokens.of(key), token -> with(token, request));
    }

    private static UpstreamRequest with(String token, UpstreamRequest request) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", "Bearer " + token);
        return new UpstreamRequest(
                request.method(), request.uri(), headers, request.body(), request.contentType(), request.expected());
    }

    @Override
    Translated translate(ObjectNode chat) {
        if (!isAnthropic(chat.path("model").asText())) {
            return ChatToGemini.translate(chat);
        }
        Translated said = ChatToMessages.translate(chat);
        said.body().remove("model");
        said.body().put("anthropic_version", ANTHROPIC_VERSION);
        return said;
    }

    @Override
    public byte[] answer(byte[] body, String model, long created) {
        return isAnthropic(model)
                ? MessagesAnswerToChat.translate(body, created)
                : GeminiAnswerToChat.translate(body, created, GoogleModels::callId);
    }

    @Override
    public VendorStream stream(String model, long created) {
        return isAnthropic(model)
                ? new MessagesStreamToChat(created)
                : new GeminiStreamToChat(created, GoogleModels::callId);
    }

    @Override
    Embedder embedder() {
        return Embedder.whole(VertexEmbeddings::request, VertexEmbeddings::answer);
    }
}
