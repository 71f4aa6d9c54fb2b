package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.cohere.ChatToCohere;
import aigateway.web.cohere.CohereAnswerToChat;
import aigateway.web.cohere.CohereEmbeddings;
import aigateway.web.cohere.CohereRerank;
import aigateway.web.cohere.CohereStreamToChat;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.RequestHeaders;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cohere's chat, second version.
 *
 * @see <a href="https://docs.cohere.com/reference/chat">Cohere API reference</a>
 */
@HotPath
public class Cohere extends ForeignProvider {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.cohere.com");

    @Override
    public Set<String> accountTypes() {
        return Set.of("cohere");
    }

    @Override
    public Dialect dialect() {
        return Dialect.COHERE;
    }

    @Override
    URI publicAddress() {
        return PUBLIC_ADDRESS;
    }

    @Override
    String path(Target target, ChatRequest request) {
        URI base = target.account().baseUrl();
        boolean versioned =
                base != null && base.getPath() != null && base.getPath().matches(".*/v2/?");
        return (versioned ? "" : "v2/") + route(request.operation());
    }

    private static String route(Operation operation) {
        return switch (operation) {
            case EMBEDDING -> "embed";
            case RERANK -> "rerank";
            default -> "chat";
        };
    }

    @Override
    void sign(RequestHeaders headers, Target target) {
        headers.key("Authorization", "Bearer ", target);
    }

    @Override
    Translated translate(ObjectNode chat) {
        return ChatToCohere.translate(chat);
    }

    @Override
    public byte[] answer(byte[] body, String model, long created) {
        return CohereAnswerToChat.translate(body, model, created);
    }

    @Override
    public VendorStream stream(String model, long created) {
        return new CohereStreamToChat(model, created);
    }

    @Override
    Embedder embedder() {
        return Embedder.whole(CohereEmbeddings::request, CohereEmbeddings::answer);
    }

    @Override
    @Nullable
    Service service(Operation operation) {
        return operation == Operation.RERANK ? Service.whole(CohereRerank::request, CohereRerank::answer) : null;
    }
}
