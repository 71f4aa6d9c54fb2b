package aigateway.web.provider.vendor;

import aigateway.manifest.type.ProviderType;
import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.openai.ChatRequest;
import java.net.URI;
import java.util.Set;

/**
 * OpenAI, and every address that speaks its protocol.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI API reference</a>
 */
@HotPath
public class OpenAi extends OpenAiCompatible {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.openai.com/v1");

    @Override
    public Set<String> accountTypes() {
        return Set.of("openai", "self-hosted-model");
    }

    @Override
    URI publicAddress() {
        return PUBLIC_ADDRESS;
    }

    @Override
    boolean speaks(Dialect dialect, Target target) {
        boolean itself = target.account().vendor() == ProviderType.OPENAI
                && target.account().baseUrl() == null;
        return (itself && dialect == Dialect.OPENAI_RESPONSES) || super.speaks(dialect, target);
    }

    @Override
    boolean isElsewhere(Target target) {
        URI address = target.account().baseUrl();
        return target.account().vendor() != ProviderType.OPENAI
                || (address != null && !String.valueOf(address.getHost()).endsWith(".openai.com"));
    }

    /** Servers of one's own may be older than the name that replaced {@code max_tokens}. */
    @Override
    byte[] body(Target target, ChatRequest request) {
        return target.account().vendor() == ProviderType.OPENAI
                ? super.body(target, request)
                : withOlderBound(target, request);
    }
}
