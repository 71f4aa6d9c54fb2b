package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.mistral.ChatToMistral;
import aigateway.web.mistral.MistralAnswer;
import aigateway.web.mistral.MistralEmbeddings;
import aigateway.web.mistral.MistralModeration;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.PatchedStream;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.RequestHeaders;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mistral, which speaks OpenAI's protocol with a few differences.
 *
 * @see <a href="https://docs.mistral.ai/api">Mistral API reference</a>
 */
@HotPath
public class Mistral extends ForeignProvider {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.mistral.ai/v1");

    @Override
    public Set<String> accountTypes() {
        return Set.of("mistral-ai");
    }

    @Override
    URI publicAddress() {
        return PUBLIC_ADDRESS;
    }

    @Override
    String path(Target target, ChatRequest request) {
        // Whatever the client speaks, text is asked for by a chat.
        Operation operation = request.operation();
        return OpenAiCompatible.route(operation.writes() ? Operation.CHAT : operation);
    }

    @Override
    void sign(RequestHeaders headers, Target target) {
        headers.key("Authorization", "Bearer ", target);
    }

    @Override
    Translated translate(ObjectNode chat) {
        return ChatToMistral.translate(chat);
    }

    @Override
    public byte[] answer(byte[] body, String model, long created) {
        return MistralAnswer.translate(body);
    }

    @Override
    public VendorStream stream(String model, long created) {
        return new PatchedStream(MistralAnswer::patch);
    }

    @Override
    Embedder embedder() {
        return Embedder.whole(MistralEmbeddings::request, MistralEmbeddings::answer);
    }

    @Override
    boolean takesForms(Operation operation) {
        return operation == Operation.TRANSCRIPTION;
    }

    /** Its transcriptions are JSON, whatever form is asked for. */
    @Override
    Set<String> notInForms() {
        return Set.of("chunking_strategy", "include[]", "prompt", "response_format");
    }

    @Override
    @Nullable
    Service service(Operation operation) {
        return operation == Operation.MODERATION
                ? Service.whole(MistralModeration::request, MistralModeration::answer)
                : null;
    }
}
