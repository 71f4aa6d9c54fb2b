package aigateway.web.provider.vendor;

import aigateway.platform.HotPath;
import java.net.URI;
import java.util.Set;

/**
 * Groq, which speaks OpenAI's protocol.
 *
 * @see <a href="https://console.groq.com/docs/openai">Groq: OpenAI compatibility</a>
 */
@HotPath
public class Groq extends OpenAiCompatible {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.groq.com/openai/v1");

    @Override
    public Set<String> accountTypes() {
        return Set.of("groq");
    }

    @Override
    URI publicAddress() {
        return PUBLIC_ADDRESS;
    }
}
