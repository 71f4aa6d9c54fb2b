package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.gemini.ChatToGemini;
import aigateway.web.gemini.EmbedContentRequest;
import aigateway.web.gemini.GeminiAnswerToChat;
import aigateway.web.gemini.GeminiEmbeddings;
import aigateway.web.gemini.GeminiStreamToChat;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.RequestHeaders;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Google's Gemini API, as its AI Studio gives keys for.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Gemini API reference</a>
 */
@HotPath
public class GoogleGemini extends GoogleModels {

    private static final URI PUBLIC_ADDRESS = URI.create("https://generativelanguage.googleapis.com");

    @Override
    public Set<String> accountTypes() {
        return Set.of("google-gemini");
    }

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    URI publicAddress() {
        return PUBLIC_ADDRESS;
    }

    /** An address that ends with a version keeps it. A model with a slash, a tuned one, is of another collection. */
    @Override
    String path(Target target, ChatRequest request) {
        URI base = target.account().baseUrl();
        boolean versioned =
                base != null && base.getPath() != null && base.getPath().matches(".*/v\\d+(alpha|beta)?\\d*/?");
        String model = target.model().upstreamName();
        String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("%2F", "/");
        return (versioned ? "" : "v1beta/") + (model.contains("/") ? "" : "models/") + name + method(model, request);
    }

    private static String method(String model, ChatRequest request) {
        if (request.operation() == Operation.EMBEDDING) {
            return request.original() instanceof EmbedContentRequest asked && asked.isSingle()
                    ? ":embedContent"
                    : ":batchEmbedContents";
        }
        if (isPredicted(model, request.operation())) {
            return ":predict";
        }
        return request.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent";
    }

    @Override
    void sign(RequestHeaders headers, Target target) {
        headers.key("x-goog-api-key", "", target);
    }

    @Override
    Translated translate(ObjectNode chat) {
        return ChatToGemini.translate(chat);
    }

    @Override
    public byte[] answer(byte[] body, String model, long created) {
        return GeminiAnswerToChat.translate(body, created, GoogleModels::callId);
    }

    @Override
    public VendorStream stream(String model, long created) {
        return new GeminiStreamToChat(created, GoogleModels::callId);
    }

    @Override
    Embedder embedder() {
        return Embedder.whole(GeminiEmbeddings::request, GeminiEmbeddings::answer);
    }
}
