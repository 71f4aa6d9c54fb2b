package aigateway.web.provider;

import aigateway.call.GatewayException;
import aigateway.call.Operation;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** How a vendor talks. One class for each protocol; it translates, and leaves trying again to others. */
public interface LlmProvider {

    /** The account types it is for: what stands after {@code provider-account/}. */
    Set<String> accountTypes();

    /** Where the request goes, for the span. */
    Server server(Target target, ChatRequest request);

    /** The dialect in which it is spoken to when the client speaks it, too. */
    default Dialect dialect() {
        return Dialect.OPENAI;
    }

    /** Whether the request goes to the vendor in the client's own words, and the answer comes back in them. */
    default boolean takesAsIs(Target target, ChatRequest request) {
        ChatRequest.Original original = request.original();
        return original != null && original.dialect() == dialect();
    }

    /**
     * Asks for a chat completion.
     *
     * @param context the span that the vendor's own trace may continue
     * @return an answer of any status; one that is no failure in OpenAI's shape, or in the client's when the request is
     *     {@linkplain #takesAsIs taken as it is}. Fails with what the network said
     * @throws aigateway.call.GatewayException the vendor has nothing for what is asked; names the field
     */
    CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context);

    /**
     * Asks for embeddings.
     *
     * @param context the span that the vendor's own trace may continue
     * @return an answer of any status; one that is no failure in OpenAI's shape. Fails with what the network said
     * @throws aigateway.call.GatewayException the vendor has none, or nothing for what is asked; names the field
     */
    default CompletionStage<UpstreamResponse> embed(Target target, ChatRequest request, TraceContext context) {
        throw GatewayException.badRequest("The provider of '" + target.id() + "' has no embeddings.", "model");
    }

    /**
     * Asks for what is neither: an order of documents, a moderation, pictures, speech.
     *
     * @param context the span that the vendor's own trace may continue
     * @return an answer of any status; one that is no failure in OpenAI's shape, of reranking in Cohere's. Fails with what
     *     the network said
     * @throws aigateway.call.GatewayException the vendor has none, or nothing for what is asked; names the field
     */
    default CompletionStage<UpstreamResponse> serve(Target target, ChatRequest request, TraceContext context) {
        throw hasNone(target, request, Operation.CHAT.modelType());
    }

    /**
     * A model that is said to be for something its vendor does not do.
     *
     * @param offered what it does, as a model's types say it
     */
    static GatewayException hasNone(Target target, ChatRequest request, String offered) {
        return GatewayException.badRequest(
                "The provider of '" + target.id() + "' cannot be asked for '"
                        + request.operation().spanName() + "' through the gateway; it has models for " + offered + ".",
                "model");
    }

    /**
     * @param url the address of the request; never with credentials
     */
    record Server(String url, String host, int port) {}
}
