package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Embeddings;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A vendor with a protocol of its own. It says what is different; the way of a request is the same for all
 * ({@link ForeignCalls}).
 */
public abstract class ForeignProvider implements LlmProvider {

    @Inject
    UpstreamClient client;

    @Inject
    InstantSource clock;

    private final Endpoints endpoints = new Endpoints();
    private final ForeignCalls calls = new ForeignCalls(this);

    /** The vendor's own address, for accounts that name none. */
    abstract URI publicAddress();

    /** What follows the account's address, encoded. */
    abstract String path(Target target, ChatRequest request);

    abstract void sign(RequestHeaders headers, Target target);

    /**
     * A request that is {@linkplain #takesAsIs taken as it is}.
     *
     * @param dropped what of it the vendor does not take after all
     */
    record AsIs(byte[] body, Map<String, String> headers, List<String> dropped) {}

    AsIs asIs(Target target, ChatRequest.Original original) {
        byte[] body = original.forUpstream(
                target.model().upstreamName(), target.model().defaults(), target.overrides());
        return new AsIs(body, original.headers(), List.of());
    }

    /**
     * What was answered to such a request for embeddings, in the client's shape. Most say all of it in the body.
     *
     * @param headers names in lower case
     */
    byte[] answeredAsIs(byte[] body, Map<String, String> headers) {
        return body;
    }

    /** Sends it, with what is added to a request when all else of it is known: most vendors want nothing more. */
    CompletableFuture<UpstreamResponse> send(Target target, UpstreamRequest request) {
        return client.send(request);
    }

    /** @throws aigateway.call.GatewayException the vendor has nothing for what is asked; names the field */
    abstract Translated translate(ObjectNode chat);

    /**
     * @param model for an answer that does not name it
     * @param created seconds since 1970
     * @throws UncheckedIOException no answer of the vendor's
     */
    public abstract byte[] answer(byte[] body, String model, long created);

    public abstract VendorStream stream(String model, long created);

    /**
     * How a vendor embeds.
     *
     * @param request from OpenAI's; names what cannot be said
     * @param answer of a body and its headers, whose names are in lower case; fails where it is no answer of the vendor's
     */
    record Embedder(
            Function<ObjectNode, Translated> request, BiFunction<byte[], Map<String, String>, Embeddings> answer) {

        /** Of a vendor that has something for everything, and tells all of it in the body. */
        static Embedder whole(UnaryOperator<ObjectNode> request, Function<byte[], Embeddings> answer) {
            return new Embedder(
                    asked -> new Translated(request.apply(asked), List.of()), (body, headers) -> answer.apply(body));
        }
    }

    /** Null: it does not. */
    @Nullable
    Embedder embedder() {
        return null;
    }

    /**
     * How a vendor does what is neither a chat nor an embedding.
     *
     * @param request from the shape the client speaks, which is OpenAI's or Cohere's; names what cannot be said
     * @param answer in that shape, by what was asked; fails where it is no answer of the vendor's
     * @param type of what the client hears, by what was asked; null: JSON
     */
    record Service(
            Function<ObjectNode, Translated> request,
            BiFunction<ObjectNode, byte[], byte[]> answer,
            @Nullable Function<ObjectNode, String> type) {

        Service(Function<ObjectNode, Translated> request, BiFunction<ObjectNode, byte[], byte[]> answer) {
            this(request, answer, null);
        }

        /** Of a vendor that has something for everything. */
        static Service whole(UnaryOperator<ObjectNode> request, BiFunction<ObjectNode, byte[], byte[]> answer) {
            return new Service(asked -> new Translated(request.apply(asked), List.of()), answer);
        }
    }

    /** Null: it does not. */
    @Nullable
    Service service(Operation operation) {
        return null;
    }

    /** Whether a form is taken as OpenAI's is. */
    boolean takesForms(Operation operation) {
        return false;
    }

    /** Fields of a form that the vendor has nothing for. */
    Set<String> notInForms() {
        return Set.of();
    }

    /**
     * A refusal in a shape that tells its message, type and code. Most do.
     *
     * @param headers names in lower case
     */
    byte[] error(byte[] body, Map<String, String> headers) {
        return body;
    }

    @Override
    public Server server(Target target, ChatRequest request) {
        return request.original() instanceof NativeRequest passed
                ? NativeRequest.server(passed.under(base(target)))
                : endpoint(target, request).server();
    }

    /** Where it is asked. */
    URI base(Target target) {
        URI configured = target.account().baseUrl();
        return configured == null ? publicAddress() : configured;
    }

    Endpoints.Endpoint endpoint(Target target, ChatRequest request) {
        return endpoints.of(base(target), path(target, request));
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context) {
        return calls.chat(target, request, context);
    }

    @Override
    public CompletionStage<UpstreamResponse> embed(Target target, ChatRequest request, TraceContext context) {
        Embedder embedder = embedder();
        return embedder == null
                ? LlmProvider.super.embed(target, request, context)
                : calls.embed(target, request, embedder, context);
    }

    @Override
    public CompletionStage<UpstreamResponse> serve(Target target, ChatRequest request, TraceContext context) {
        return request.original() instanceof NativeRequest passed
                ? calls.pass(target, passed, context)
                : calls.serve(target, request, context);
    }
}
