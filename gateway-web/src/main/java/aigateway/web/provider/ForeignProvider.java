package aigateway.web.provider;

import aigateway.routing.Target;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.Translated;
import aigateway.web.openai.VendorStream;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A vendor with a protocol of its own. It says what is different; the way of a request is the same for all. */
abstract class ForeignProvider implements LlmProvider {

    /** How an answer says which of the client's fields the vendor had nothing for. */
    public static final String DROPPED = "x-tfy-dropped-parameters";

    @Inject
    UpstreamClient client;

    @Inject
    InstantSource clock;

    private final Endpoints endpoints = new Endpoints();

    /** The vendor's own address, for accounts that name none. */
    abstract URI publicAddress();

    /** What follows the account's address, encoded. */
    abstract String path(Target target, boolean stream);

    abstract void sign(RequestHeaders headers, Target target);

    /** @throws aigateway.call.GatewayException the vendor has nothing for what is asked; names the field */
    abstract Translated translate(ObjectNode chat);

    /**
     * @param model for an answer that does not name it
     * @param created seconds since 1970
     * @throws UncheckedIOException no answer of the vendor's
     */
    abstract byte[] answer(byte[] body, String model, long created);

    abstract VendorStream stream(String model, long created);

    /** A refusal in a shape that tells its message, type and code. Most do. */
    byte[] error(byte[] body) {
        return body;
    }

    @Override
    public Server server(Target target, boolean stream) {
        return endpoint(target, stream).server();
    }

    private Endpoints.Endpoint endpoint(Target target, boolean stream) {
        URI configured = target.account().baseUrl();
        return endpoints.of(configured == null ? publicAddress() : configured, path(target, stream));
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, String traceparent) {
        RequestHeaders headers = new RequestHeaders(request.stream(), traceparent);
        sign(headers, target);
        URI uri = endpoint(target, request.stream()).uri();
        String model = target.model().upstreamName();
        ChatRequest.Original original = request.original();
        if (original != null && takesAsIs(request)) {
            original.headers().forEach(headers::set);
            byte[] body = original.forUpstream(model, target.model().defaults(), target.overrides());
            return understood(
                    client.send(new UpstreamRequest(uri, headers.of(target), body, request.stream())),
                    this::withItsErrorsUnderstood);
        }
        Translated translated = translate(request.tree(model, target.model().defaults(), target.overrides()));
        byte[] body = Json.bytes(translated.body());
        return understood(
                client.send(new UpstreamRequest(uri, headers.of(target), body, request.stream())),
                response -> translated(target, response, translated.dropped()));
    }

    /** Whoever gives up waiting frees the connection by it, even when an answer is just coming. */
    private static CompletionStage<UpstreamResponse> understood(
            CompletableFuture<UpstreamResponse> sent, UnaryOperator<UpstreamResponse> translation) {
        CompletableFuture<UpstreamResponse> understood = sent.thenApply(translation);
        var unused = understood.whenComplete((answer, failure) -> {
            if (failure != null && !sent.completeExceptionally(failure)) {
                sent.thenAccept(came -> {
                    if (came instanceof UpstreamResponse.Streaming streaming) {
                        streaming.stream().cancel();
                    }
                });
            }
        });
        return understood;
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
        Map<String, String> headers = response.headers();
        if (!dropped.isEmpty()) {
            headers = new HashMap<>(headers);
            headers.put(DROPPED, String.join(",", dropped));
        }
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
