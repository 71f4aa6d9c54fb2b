package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.json.Json;
import aigateway.web.media.FormRequest;
import aigateway.web.openai.BareCallIds;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A vendor that speaks OpenAI's protocol: bytes pass. One that does so almost says in its class where it does not. */
abstract class OpenAiCompatible implements LlmProvider {

    @Inject
    UpstreamClient client;

    private final Endpoints endpoints = new Endpoints();

    /** The vendor's own address, for accounts that name none. */
    abstract URI publicAddress();

    /** What follows the account's address. */
    String path(Target target, Operation operation) {
        return route(operation);
    }

    static String route(Operation operation) {
        return switch (operation) {
            case EMBEDDING -> "embeddings";
            case RESPONSE -> "responses";
            case COMPLETION -> "completions";
            case RERANK -> "rerank";
            case MODERATION -> "moderations";
            case IMAGE_GENERATION -> "images/generations";
            case IMAGE_EDIT -> "images/edits";
            case IMAGE_VARIATION -> "images/variations";
            case SPEECH -> "audio/speech";
            case TRANSCRIPTION -> "audio/transcriptions";
            case TRANSLATION -> "audio/translations";
            default -> "chat/completions";
        };
    }

    /** Whether a model is spoken to in another of OpenAI's dialects than chat: its types say so. */
    boolean speaks(Dialect dialect, Target target) {
        return switch (dialect) {
            case OPENAI_RESPONSES -> target.model().modelTypes().contains("responses");
            case OPENAI_COMPLETIONS -> target.model().modelTypes().contains("completion");
            default -> false;
        };
    }

    @Override
    public boolean takesAsIs(Target target, ChatRequest request) {
        ChatRequest.Original original = request.original();
        return original != null && (original.dialect() == dialect() || speaks(original.dialect(), target));
    }

    void sign(RequestHeaders headers, Target target) {
        headers.key("Authorization", "Bearer ", target);
    }

    /** What is sent, without the pictures that the client's own words have set aside. */
    byte[] body(Target target, ChatRequest request) {
        return request.said(target.model().upstreamName(), target.model().defaults(), target.overrides());
    }

    /** A client that speaks OpenAI's dialect names the bound as its server knows it; for the others the older name is safe. */
    byte[] withOlderBound(Target target, ChatRequest request) {
        byte[] said = request.said(target.model().upstreamName(), target.model().defaults(), target.overrides());
        if (request.original() == null) {
            return said;
        }
        ObjectNode body = Json.exact(said);
        JsonNode most = body.remove("max_completion_tokens");
        if (most != null) {
            body.set("max_tokens", most);
        }
        return Json.bytes(body);
    }

    @Override
    public Server server(Target target, ChatRequest request) {
        return request.original() instanceof NativeRequest passed
                ? NativeRequest.server(nativeAddress(target, request, passed))
                : endpoint(target, request).server();
    }

    /** Where a request in the vendor's own words goes. */
    URI nativeAddress(Target target, ChatRequest request, NativeRequest passed) {
        URI configured = target.account().baseUrl();
        return passed.under(configured == null ? publicAddress() : configured);
    }

    private Endpoints.Endpoint endpoint(Target target, ChatRequest request) {
        // Whatever the client speaks, text is asked for by a chat.
        boolean retold = request.operation().writes() && request.original() != null && !takesAsIs(target, request);
        URI configured = target.account().baseUrl();
        return endpoints.of(
                configured == null ? publicAddress() : configured,
                path(target, retold ? Operation.CHAT : request.operation()));
    }

    @Override
    public CompletionStage<UpstreamResponse> embed(Target target, ChatRequest request, TraceContext context) {
        return chat(target, request, context);
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context) {
        RequestHeaders headers = new RequestHeaders(request.stream(), context);
        sign(headers, target);
        ChatRequest.Original original = request.original();
        RetoldChat said = original == null
                ? new RetoldChat(withCallIds(target, body(target, request)), List.of())
                : takesAsIs(target, request) ? asItIs(target, original) : retold(target, request, original);
        CompletableFuture<UpstreamResponse> sent = client.send(new UpstreamRequest(
                endpoint(target, request).uri(), headers.of(target), said.body(), request.stream()));
        return said.dropped().isEmpty()
                ? sent
                : UpstreamClient.freedBy(
                        sent.thenApply(response -> DroppedFields.told(said.dropped(), response)), sent);
    }

    /**
     * Whether another server than the vendor's own may be there: one that wants its model's thoughts back, or a gateway with
     * Gemini behind it, which alone wants what it signed a call's id with.
     */
    boolean isElsewhere(Target target) {
        return false;
    }

    private byte[] withCallIds(Target target, byte[] said) {
        return isElsewhere(target) ? said : BareCallIds.in(said);
    }

    private RetoldChat asItIs(Target target, ChatRequest.Original original) {
        byte[] said = original.forUpstream(
                target.model().upstreamName(), target.model().defaults(), target.overrides());
        return new RetoldChat(withCallIds(target, said), List.of());
    }

    private RetoldChat retold(Target target, ChatRequest request, ChatRequest.Original original) {
        RetoldChat said = RetoldChat.of(
                withCallIds(target, body(target, request)),
                target.model().upstreamName(),
                original.holdsThoughts(),
                isElsewhere(target));
        return new RetoldChat(original.pictures().whole(said.body()), said.dropped());
    }

    @Override
    public CompletionStage<UpstreamResponse> serve(Target target, ChatRequest request, TraceContext context) {
        if (request.original() instanceof NativeRequest passed) {
            RequestHeaders signed = new RequestHeaders(false, context);
            sign(signed, target);
            CompletableFuture<UpstreamResponse> sent =
                    client.send(passed.to(nativeAddress(target, request, passed), signed, target));
            return UpstreamClient.freedBy(sent.thenCompose(passed.afterwards()), sent);
        }
        boolean streaming = request.stream() || request.operation() == Operation.SPEECH;
        RequestHeaders headers = new RequestHeaders(request.stream(), context);
        sign(headers, target);
        String model = target.model().upstreamName();
        URI uri = endpoint(target, request).uri();
        if (request.original() instanceof FormRequest form) {
            // A transcription may be plain text as well as JSON.
            headers.set("Accept", "*/*");
            byte[] body = form.forUpstream(model, target.model().defaults(), target.overrides());
            return client.send(new UpstreamRequest(
                    "POST",
                    uri,
                    headers.of(target),
                    body,
                    form.contentType(),
                    streaming ? UpstreamRequest.Expected.STREAM : UpstreamRequest.Expected.NOTHING));
        }
        if (request.operation() == Operation.SPEECH) {
            headers.set("Accept", "*/*");
        }
        byte[] body = request.forUpstream(model, target.model().defaults(), target.overrides());
        CompletableFuture<UpstreamResponse> sent =
                client.send(new UpstreamRequest(uri, headers.of(target), body, streaming));
        return request.operation() == Operation.RERANK
                ? UpstreamClient.freedBy(sent.thenApply(answer -> Reranking.inCoheresShape(target, answer)), sent)
                : sent;
    }
}
