package aigateway.web.provider;

import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** How a vendor talks. One class for each protocol; it translates, and leaves trying again to others. */
public interface LlmProvider {

    /** The account types it is for: what stands after {@code provider-account/}. */
    Set<String> accountTypes();

    /** The host and port the target's requests go to, for the span. */
    Server server(Target target);

    /**
     * Asks for a chat completion.
     *
     * @param traceparent the W3C context the vendor's own trace may continue
     * @return an answer of any status, in OpenAI's shape; fails with what the network said
     */
    CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, String traceparent);

    /**
     * @param url the address of the request; never with credentials
     */
    record Server(String url, String host, int port) {}
}
