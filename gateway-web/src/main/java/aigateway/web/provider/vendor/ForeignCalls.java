package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.routing.Target;
import aigateway.web.json.Json;
import aigateway.web.media.FormFiles;
import aigateway.web.media.FormRequest;
import aigateway.web.openai.ChatRequest;
import aigateway.web.openai.RetoldRequest;
import aigateway.web.openai.Translated;
import aigateway.web.provider.Failures;
import aigateway.web.provider.LlmProvider;
import aigateway.web.provider.NativeRequest;
import aigateway.web.provider.RequestHeaders;
import aigateway.web.provider.http.UpstreamClient;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import aigateway.web.provider.vendor.ForeignProvider.Embedder;
import aigateway.web.provider.vendor.ForeignProvider.Service;
import aigateway.web.telemetry.TraceContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The way of a request to a vendor with a protocol of its own, there and back: the same for all of them. */
final class ForeignCalls {

    private final ForeignProvider vendor;

    ForeignCalls(ForeignProvider vendor) {
        this.vendor = vendor;
    }

    private RequestHeaders signed(Target target, boolean streaming, TraceContext context) {
        RequestHeaders headers = new RequestHeaders(streaming, context);
        vendor.sign(headers, target);
        return headers;
    }

    CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, TraceContext context) {
        RequestHeaders headers = signed(target, request.stream(), context);
        URI uri = vendor.endpoint(target, request).uri();
        String model = target.model().upstreamName();
        ChatRequest.Original original = request.original();
        if (original != null && vendor.takesAsIs(target, request)) {
            ForeignProvider.AsIs asIs = vendor.asIs(target, original);
            asIs.headers().forEach(headers::set);
            return understood(
                    vendor.send(target, new UpstreamRequest(uri, headers.of(target), asIs.body(), request.stream())),
                    response -> DroppedFields.told(asIs.dropped(), withItsErrorsUnderstood(response)));
        }
        RetoldRequest retold = request.retold(model, target.model().defaults(), target.overrides(), vendor::translate);
        return understood(
                vendor.send(target, new UpstreamRequest(uri, headers.of(target), retold.body(), request.stream())),
                response -> translated(target, response, retold));
    }

    CompletionStage<UpstreamResponse> embed(
            Target target, ChatRequest request, Embedder embedder, TraceContext context) {
        RequestHeaders headers = signed(target, false, context);
        URI uri = vendor.endpoint(target, request).uri();
        String model = target.model().upstreamName();
        ChatRequest.Original original = request.original();
        if (original != null && vendor.takesAsIs(target, request)) {
            byte[] body = vendor.asIs(target, original).body();
            return understood(
                    vendor.send(target, new UpstreamRequest(uri, headers.of(target), body, false)),
                    response ->
                            embedded(target, response, whole -> vendor.answeredAsIs(whole.body(), whole.headers())));
        }
        ObjectNode asked = request.tree(model, target.model().defaults(), target.overrides());
        boolean base64 = asked.path("encoding_format").asText().equals("base64");
        Translated said = embedder.request().apply(asked);
        byte[] body = Json.bytes(said.body());
        return understood(
                vendor.send(target, new UpstreamRequest(uri, headers.of(target), body, false)),
                response -> DroppedFields.told(said.dropped(), embedded(target, response, whole -> embedder.answer()
                        .apply(whole.body(), whole.headers())
                        .toJson(model, base64))));
    }

    CompletionStage<UpstreamResponse> serve(Target target, ChatRequest request, TraceContext context) {
        RequestHeaders headers = signed(target, false, context);
        FormRequest form = request.original() instanceof FormRequest sent ? sent : null;
        if (form != null && vendor.takesForms(request.operation())) {
            return sendForm(target, request, form, headers);
        }
        Service service = vendor.service(request.operation());
        if (service == null) {
            throw LlmProvider.hasNone(target, request, offered());
        }
        ObjectNode asked =
                request.tree(target.model().upstreamName(), target.model().defaults(), target.overrides());
        FormFiles files = form == null ? FormFiles.NONE : form.files();
        Translated said = service.request().apply(files.marked(asked.deepCopy()));
        byte[] body = files.whole(Json.bytes(said.body()));
        URI uri = vendor.endpoint(target, request).uri();
        return understood(
                vendor.send(target, new UpstreamRequest(uri, headers.of(target), body, false)),
                response -> served(target, response, service, asked, said.dropped()));
    }

    /** What is passed on to the account itself, in the vendor's own words. */
    CompletionStage<UpstreamResponse> pass(Target target, NativeRequest passed, TraceContext context) {
        RequestHeaders headers = signed(target, false, context);
        CompletableFuture<UpstreamResponse> sent =
                vendor.send(target, passed.to(passed.under(vendor.base(target)), headers, target));
        return UpstreamClient.freedBy(sent.thenCompose(passed.afterwards()), sent);
    }

    private CompletionStage<UpstreamResponse> sendForm(
            Target target, ChatRequest request, FormRequest form, RequestHeaders headers) {
        Set<String> dropped = new TreeSet<>(vendor.notInForms());
        dropped.retainAll(form.fields());
        byte[] body = form.without(dropped)
                .forUpstream(target.model().upstreamName(), target.model().defaults(), target.overrides());
        URI uri = vendor.endpoint(target, request).uri();
        return understood(
                vendor.send(
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
        if (vendor.embedder() != null) {
            types.add(Operation.EMBEDDING.modelType());
        }
        for (Operation operation : Operation.values()) {
            if (vendor.service(operation) != null || vendor.takesForms(operation)) {
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
                            typed(response.headers(), service, asked),
                            service.answer().apply(asked, whole.body())));
        } catch (UncheckedIOException notItsProtocol) {
            throw noAnswer(target, response, notItsProtocol);
        }
    }

    private static Map<String, String> typed(Map<String, String> headers, Service service, ObjectNode asked) {
        if (service.type() == null) {
            return headers;
        }
        Map<String, String> typed = new HashMap<>(headers);
        typed.put("content-type", service.type().apply(asked));
        return typed;
    }

    private CompletionException noAnswer(Target target, UpstreamResponse response, Throwable cause) {
        return new CompletionException(
                response instanceof UpstreamResponse.Whole whole
                        ? Failures.ofAnswer(target, refused(whole), cause)
                        : Failures.ofAnswer(target, cause));
    }

    private UpstreamResponse.Whole refused(UpstreamResponse.Whole whole) {
        return new UpstreamResponse.Whole(whole.status(), whole.headers(), vendor.error(whole.body(), whole.headers()));
    }

    private UpstreamResponse embedded(
            Target target, UpstreamResponse response, Function<UpstreamResponse.Whole, byte[]> translation) {
        if (response.status() / 100 != 2 || !(response instanceof UpstreamResponse.Whole whole)) {
            return withItsErrorsUnderstood(response);
        }
        try {
            return new UpstreamResponse.Whole(response.status(), response.headers(), translation.apply(whole));
        } catch (UncheckedIOException notItsProtocol) {
            throw noAnswer(target, response, notItsProtocol);
        }
    }

    private static CompletionStage<UpstreamResponse> understood(
            CompletableFuture<UpstreamResponse> sent, UnaryOperator<UpstreamResponse> translation) {
        return UpstreamClient.freedBy(sent.thenApply(translation), sent);
    }

    private UpstreamResponse withItsErrorsUnderstood(UpstreamResponse response) {
        return response instanceof UpstreamResponse.Whole whole && whole.status() / 100 != 2
                ? refused(whole)
                : response;
    }

    private UpstreamResponse translated(Target target, UpstreamResponse response, RetoldRequest retold) {
        if (response.status() / 100 != 2) {
            return withItsErrorsUnderstood(response);
        }
        String model = target.model().upstreamName();
        long created = vendor.clock.instant().getEpochSecond();
        Map<String, String> headers = DroppedFields.told(retold.dropped(), response.headers());
        if (response instanceof UpstreamResponse.Streaming streaming) {
            return new UpstreamResponse.Streaming(
                    response.status(),
                    headers,
                    new TranslatedStream(streaming.stream(), retold.stream(vendor.stream(model, created))));
        }
        try {
            byte[] body = retold.answer(vendor.answer(((UpstreamResponse.Whole) response).body(), model, created));
            return new UpstreamResponse.Whole(response.status(), headers, body);
        } catch (UncheckedIOException notItsProtocol) {
            throw noAnswer(target, response, notItsProtocol);
        }
    }
}
