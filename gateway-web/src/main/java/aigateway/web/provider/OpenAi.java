package aigateway.web.provider;

import aigateway.manifest.AuthData;
import aigateway.manifest.HeadersOverride;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * OpenAI, and every address that speaks its protocol.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI API reference</a>
 */
@ApplicationScoped
public class OpenAi implements LlmProvider {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.openai.com/v1");

    @Inject
    UpstreamClient client;

    @Override
    public Set<String> accountTypes() {
        return Set.of("openai", "self-hosted-model");
    }

    /** Where an account's chat completions are, parsed once. */
    private record Endpoint(URI uri, Server server) {}

    private static final int MOST_KEPT = 10_000;

    private final ConcurrentHashMap<URI, Endpoint> endpoints = new ConcurrentHashMap<>();

    @Override
    public Server server(Target target) {
        return endpoint(target).server();
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, String traceparent) {
        byte[] body = request.forUpstream(
                target.model().upstreamName(), target.model().defaults(), target.overrides());
        return client.send(new UpstreamRequest(
                endpoint(target).uri(), headers(target, request, traceparent), body, request.stream()));
    }

    private Endpoint endpoint(Target target) {
        URI configured = target.account().baseUrl();
        if (endpoints.size() > MOST_KEPT) {
            endpoints.clear();
        }
        return endpoints.computeIfAbsent(configured == null ? PUBLIC_ADDRESS : configured, OpenAi::endpoint);
    }

    private static Endpoint endpoint(URI base) {
        String text = base.toString();
        URI uri = URI.create((text.endsWith("/") ? text : text + '/') + "chat/completions");
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return new Endpoint(uri, new Server(uri.toString(), uri.getHost(), port));
    }

    private static Map<String, String> headers(Target target, ChatRequest request, String traceparent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", request.stream() ? "text/event-stream" : "application/json");
        headers.put("User-Agent", "ai-gateway");
        headers.put("traceparent", traceparent);
        AuthData auth = target.account().authData();
        if (auth != null && auth.apiKey() != null) {
            headers.put("Authorization", "Bearer " + auth.apiKey().value());
        }
        HeadersOverride own = target.headers();
        if (target.account().headers().isEmpty() && (own == null || own.isEmpty())) {
            return headers;
        }
        Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(headers);
        target.account().headers().forEach((name, secret) -> merged.put(name, secret.value()));
        if (own != null) {
            own.set().forEach((name, secret) -> merged.put(name, secret.value()));
            own.remove().forEach(merged::remove);
        }
        return merged;
    }
}
