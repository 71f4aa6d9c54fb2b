package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import java.net.URI;
import java.util.Set;

/**
 * Ollama, which speaks OpenAI's protocol under {@code /v1}; its accounts may name the server alone.
 *
 * @see <a href="https://docs.ollama.com/api/openai-compatibility">Ollama: OpenAI compatibility</a>
 */
@HotPath
public class Ollama extends OpenAiCompatible {

    private static final URI USUAL_ADDRESS = URI.create("http://localhost:11434");

    @Override
    public Set<String> accountTypes() {
        return Set.of("ollama");
    }

    @Override
    URI publicAddress() {
        return USUAL_ADDRESS;
    }

    @Override
    String path(Target target, Operation operation) {
        URI base = target.account().baseUrl();
        boolean versioned =
                base != null && base.getPath() != null && base.getPath().matches(".*/v1/?");
        return (versioned ? "" : "v1/") + route(operation);
    }

    @Override
    byte[] body(Target target, ChatRequest request) {
        return withOlderBound(target, request);
    }
}
