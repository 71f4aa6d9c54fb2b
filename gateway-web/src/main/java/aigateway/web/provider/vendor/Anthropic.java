package aigateway.web.provider.vendor;

import aigateway.platform.HotPath;
import aigateway.routing.Target;
import aigateway.web.anthropic.ChatToMessages;
import aigateway.web.anthropic.MessagesAnswerToChat;
import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.call.Dialect;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.RequestHeaders;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Set;

/**
 * Anthropic's Messages.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Anthropic: Messages</a>
 */
@HotPath
public class Anthropic extends ForeignProvider {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.anthropic.com");
    private static final String VERSION = "2023-06-01";

    @Override
    public Set<String> accountTypes() {
        return Set.of("anthropic");
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    URI publicAddress() {
        return PUBLIC_ADDRESS;
    }

    /** Some write the version into the address, as they do for OpenAI, and some do not. */
    @Override
    String path(Target target, ChatRequest request) {
        URI base = target.account().baseUrl();
        return base != null && base.getPath() != null && base.getPath().matches(".*/v1/?") ? "messages" : "v1/messages";
    }

    @Override
    void sign(RequestHeaders headers, Target target) {
        headers.set("anthropic-version", VERSION).key("x-api-key", "", target);
    }

    @Override
    Translated translate(ObjectNode chat) {
        return ChatToMessages.translate(chat);
    }

    @Override
    public byte[] answer(byte[] body, String model, long created) {
        return MessagesAnswerToChat.translate(body, created);
    }

    @Override
    public VendorStream stream(String model, long created) {
        return new MessagesStreamToChat(created);
    }
}
