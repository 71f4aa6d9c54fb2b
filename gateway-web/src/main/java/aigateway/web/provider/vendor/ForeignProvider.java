package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.routing.Target;
import aigateway.web.json.Json;
import aigateway.web.media.FormRequest;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Embeddings;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import aigateway.web.provider.Failures;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A vendor with a protocol of its own. It says what is different; the way of a request is the same for all. */
public abstract class ForeignProvider implements LlmProvider {

    @Inject
    UpstreamClient client;

    @Inject
    InstantSource clock;

    private final Endpoints endpoints = new Endpoints();

    /** The vendor's own address, for accounts that name none. */
    abstract URI publicAddress();

    /** What follows the account's address, encoded. */
    abstract String path(Target target, ChatRequest request);

    abstract void sign(RequestHeaders headers, Target target);

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
     * @param answer fails where it is no answer of the vendor's
     */
    record Embedder(UnaryOperator<ObjectNode> request, Function<byte[], Embeddings> answer) {}

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
     */
    record Service(Function<ObjectNode, Translated> request, BiFunction<ObjectNode, byte[], byte[]> answer) {

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

    @Override
    public CompletionStage<UpstreamResponse> serve(Target target, ChatRequest request, String traceparent) {
        if (request.original() instanceof NativeRequest passed) {
            RequestHeaders signed = new RequestHeaders(false, traceparent);
            sign(signed, target);
            CompletableFuture<UpstreamResponse> sent =
                    send(target, passed.to(passed.under(base(target)), signed, target));
            return UpstreamClient.freedBy(sent.thenCompose(passed.afterwards()), sent);
        }
        RequestHeaders headers = new RequestHeaders(false, traceparent);
        sign(headers, target);
        if (request.original() instanceof FormRequest form && takesForms(request.operation())) {
            return sendForm(target, request, form, headers);
        }
        Service service = request.original() == null ? service(request.operation()) : null;
        if (service == null) {
            throw LlmProvider.hasNone(target, request, offered());
        }
        ObjectNode asked =
                request.tree(target.model().upstreamName(), target.model().defaults(), target.overrides());
        Translated said = service.request().apply(asked.deepCopy());
        URI uri = endpoint(target, request).uri();
        return understood(
                send(target, new UpstreamRequest(uri, headers.of(target), Json.bytes(said.body()), false)),
                response -> served(target, response, service, asked, said.dropped()));
    }

    /** Whether a form is taken as OpenAI's is. */
    boolean takesForms(Operation operation) {
        return false;
    }

    /** Fields of a form that the vendor has nothing for. */
    Set<String> notInForms() {
        return Set.of();
    }

    private CompletionStage<UpstreamResponse> sendForm(
            Target target, ChatRequest request, FormRequest form, RequestHeaders headers) {
        Set<String> dropped = new TreeSet<>(notInForms());
        dropped.retainAll(form.fields());
        byte[] body = form.without(dropped)
                .forUpstream(target.model().upstreamName(), target.model().defaults(), target.overrides());
        URI uri = endpoint(target, request).uri();
        return understood(
                send(
                        target,
                        new UpstreamRequest(
                                "POST",
                                uri,
                                headers.of(target),
                                body,
                                form.contentType(),
                                UpstreamRequest.Expected.NOTHING)),
                response -> DroppedFields.told(List.copyOf(dropped), withItsErrorsUnderstood(response)));
    }

    /** What its models can be asked for, as a model's types say it. */
    private String offered() {
        Set<String> types = new LinkedHashSet<>(List.of(Operation.CHAT.modelType()));
        if (embedder() != null) {
            types.add(Operation.EMBEDDING.modelType());
        }
        for (Operation operation : Operation.values()) {
            if (service(operation) != null || takesForms(operation)) {
                types.add(operation.modelType());
            }
        }
        return String.join(", ", types);
    }

    private UpstreamResponse served(
            Target target, UpstreamResponse response, Service service, ObjectNode asked, List<String> dropped) {
        if (response.status() / 100 != 2 || !(response instanceof UpstreamResponse.Whole whole)) {
            return withItsErrorsUnderstood(response);
        }
        try {
            return DroppedFields.told(
                    dropped,
                    new UpstreamResponse.Whole(
                            response.status(),
                            response.headers(),
                            service.answer().apply(asked, whole.body())));
        } catch (UncheckedIOException notItsProtocol) {
            throw new CompletionException(Failures.ofAnswer(target, notItsProtocol));
        }
    }

    /** A refusal in a shape that tells its message, type and code. Most do. */
    byte[] error(byte[] body) {
        return body;
    }

    @Override
    public Server server(Target target, ChatRequest request) {
        return request.original() instanceof NativeRequest passed
                ? NativeRequest.server(passed.under(base(target)))
                : endpoint(target, request).server();
    }

    private URI base(Target target) {
        URI configured = target.account().baseUrl();
        return configured == null ? publicAddress() : configured;
    }

    private Endpoints.Endpoint endpoint(Target target, ChatRequest request) {
        return endpoints.of(base(target), path(target, request));
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, String traceparent) {
        RequestHeaders headers = new RequestHeaders(request.stream(), traceparent);
        sign(headers, target);
        URI uri = endpoint(target, request).uri();
        String model = target.model().upstreamName();
        ChatRequest.Original original = request.original();
        if (original != null && takesAsIs(target, request)) {
            original.headers().forEach(headers::set);
            byte[] body = original.forUpstream(model, target.model().defaults(), target.overrides());
            return understood(
                    send(target, new UpstreamRequest(uri, headers.of(target), body, request.stream())),
                    this::withItsErrorsUnderstood);
        }
        ChatRequest.Retold retold =
                request.retold(model, target.model().defaults(), target.overrides(), this::translate);
        return understood(
                send(target, new UpstreamRequest(uri, headers.of(target), retold.body(), request.stream())),
                response -> translated(target, response, retold.dropped()));
    }

    @Override
    public CompletionStage<UpstreamResponse> embed(Target target, ChatRequest request, String traceparent) {
        Embedder embedder = embedder();
        if (embedder == null) {
            return LlmProvider.super.embed(target, request, traceparent);
        }
        RequestHeaders headers = new RequestHeaders(false, traceparent);
        sign(headers, target);
        URI uri = endpoint(target, request).uri();
        String model = target.model().upstreamName();
        ChatRequest.Original original = request.original();
        if (original != null && takesAsIs(target, request)) {
            byte[] body = original.forUpstream(model, target.model().defaults(), target.overrides());
            return understood(
                    send(target, new UpstreamRequest(uri, headers.of(target), body, false)),
                    this::withItsErrorsUnderstood);
        }
        ObjectNode asked = request.tree(model, target.model().defaults(), target.overrides());
        boolean base64 = asked.path("encoding_format").asText().equals("base64");
        byte[] body = Json.bytes(embedder.request().apply(asked));
        return understood(
                send(target, new UpstreamRequest(uri, headers.of(target), body, false)),
                response -> embedded(target, response, embedder, base64));
    }

    private UpstreamResponse embedded(Target target, UpstreamResponse response, Embedder embedder, boolean base64) {
        if (response.status() / 100 != 2 || !(response instanceof UpstreamResponse.Whole whole)) {
            return withItsErrorsUnderstood(response);
        }
        try {
            Embeddings embeddings = embedder.answer().apply(whole.body());
            byte[] body = embeddings.toJson(target.model().upstreamName(), base64);
            return new UpstreamResponse.Whole(response.status(), response.headers(), body);
        } catch (UncheckedIOException notItsProtocol) {
            throw new CompletionException(Failures.ofAnswer(target, notItsProtocol));
        }
    }

    private static CompletionStage<UpstreamResponse> understood(
            CompletableFuture<UpstreamResponse> sent, UnaryOperator<UpstreamResponse> translation) {
        return UpstreamClient.freedBy(sent.thenApply(translation), sent);
    }

    private UpstreamResponse withItsErrorsUnderstood(UpstreamResponse response) {
        return response instanceof UpstreamResponse.Whole whole && whole.status() / 100 != 2
                ? new UpstreamResponse.Whole(whole.status(), whole.headers(), error(whole.body()))
                : response;
    }

    private UpstreamResponse translated(Target target, UpstreamResponse response, List<String> dropped) {
        if (response.status() / 100 != 2) {
            return withItsErrorsUnderstood(response);
        }
        String model = target.model().upstreamName();
        long created = clock.instant().getEpochSecond();
        Map<String, String> headers = DroppedFields.told(dropped, response.headers());
        if (response instanceof UpstreamResponse.Streaming streaming) {
            return new UpstreamResponse.Streaming(
                    response.status(), headers, new TranslatedStream(streaming.stream(), stream(model, created)));
        }
        try {
            byte[] body = answer(((UpstreamResponse.Whole) response).body(), model, created);
            return new UpstreamResponse.Whole(response.status(), headers, body);
        } catch (UncheckedIOException notItsProtocol) {
            throw new CompletionException(Failures.ofAnswer(target, notItsProtocol));
        }
    }
}
